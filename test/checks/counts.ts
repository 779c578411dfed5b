// The end of a test run: the slowest files, then on the last line, alone, "N passed, N failed, N skipped".
// A file that could not be loaded and an error outside a test count as failed, so that "0 failed" means it.
import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The closing line, without line end. */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Counts test cases by their state; `unhandled` is the number of errors that belong to no test. */
export function countTests(modules: readonly TestModule[], unhandled: number): Counts {
  const counts = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    counts.failed += brokenSuites(module);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'skipped') counts.skipped += 1;
      // A test that is still pending at the end was never answered.
      else counts.failed += 1;
    }
  }
  return counts;
}

function brokenSuites(module: TestModule): number {
  const broken = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  return broken.length;
}

/** One test file of a run; a project is a time zone. */
export interface FileTime {
  readonly path: string;
  readonly project: string;
  /** Milliseconds for its imports, hooks and tests. */
  readonly ms: number;
}

const SLOWEST = 10;

/** The slowest files of a run, the slowest first, one line each. */
export const slowestLines = (files: readonly FileTime[]): string[] =>
  files
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
    .map(({ path, project, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${path}${project && ` (${project})`}`);

function timeOf(module: TestModule): FileTime {
  const { collectDuration, duration } = module.diagnostic();
  return { path: module.relativeModuleId, project: module.project.name, ms: collectDuration + duration };
}

/** The reporter that vitest.config.ts names. Writes when the process ends: nothing prints after it. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const slowest = slowestLines(modules.map(timeOf));
    const counts = countsLine(countTests(modules, unhandledErrors.length));
    const text = [...(slowest.length > 0 ? ['Slowest files:', ...slowest, ''] : []), counts, ''].join('\n');
    process.once('exit', () => writeSync(process.stdout.fd, text));
  }
}
