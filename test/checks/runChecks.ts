// Runs checks one after the other: all of them, one line each, whatever fails.
import { performance } from 'node:perf_hooks';

export interface CheckResult {
  /** The things that were looked at, for the one line. */
  readonly seen: string;
  readonly problems: readonly string[];
}

export type Checks = Readonly<Record<string, () => CheckResult | Promise<CheckResult>>>;

/** Answers the names of the checks that failed; a check that throws has failed with that error. */
export async function runChecks(checks: Checks, print: (line: string) => void): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const begin = performance.now();
    const { problems, seen } = await resultOf(check);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    print(`${name.padEnd(8)} ${problems.length === 0 ? 'ok' : 'FAILED'} (${seen}, ${seconds} s)`);
    for (const problem of problems) print(`  ${problem}`);
    if (problems.length > 0) failed.push(name);
  }
  return failed;
}

async function resultOf(check: Checks[string]): Promise<CheckResult> {
  try {
    return await check();
  } catch (error) {
    return { seen: 'did not run', problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}
