// The counter is run by vitest itself, over files that pass, fail, skip and break.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import CountsReporter, { countsLine, slowestLines } from './counts.ts';

const root = join(import.meta.dirname, '../..');

const closingLine = (...files: string[]): string | undefined => printed(...files).at(-1);

/** The lines of a run over the files of fixtures/counts. */
function printed(...files: string[]): string[] {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      join(import.meta.dirname, 'fixtures/counts/vitest.config.ts'),
      ...files,
    ],
    { encoding: 'utf8', cwd: join(import.meta.dirname, 'fixtures/counts') },
  );
  expect(run.status).toBe(1);
  return run.stdout.trimEnd().split('\n');
}

describe('CountsReporter', () => {
  it('ends the run with the counts, alone on the last line', () => {
    expect(closingLine('mixed')).toBe('2 passed, 1 failed, 2 skipped');
  });

  it('counts a file that cannot be loaded as failed', () => {
    expect(closingLine('broken')).toBe('0 passed, 1 failed, 0 skipped');
  });

  it('counts a run without any test as nothing passed', () => {
    expect(closingLine('no-such-file')).toBe('0 passed, 0 failed, 0 skipped');
  });

  it('names the slowest files before it', () => {
    const lines = printed('mixed', 'broken');
    const at = lines.indexOf('Slowest files:');
    expect(
      lines
        .slice(at + 1)
        .map((line) => line.replace(/^ *\d+\.\d s {2}/, ''))
        .sort(),
    ).toEqual(['', '2 passed, 2 failed, 2 skipped', 'broken.run.ts', 'mixed.run.ts']);
  });

  it('is the reporter that vitest.config.ts names', async () => {
    const { default: config } = await import('../../vitest.config.ts');
    expect(config.test?.reporters).toContain('./test/checks/counts.ts');
    expect(CountsReporter.name).toBe('CountsReporter');
  });
});

describe('countsLine', () => {
  it('names all three numbers, also when they are 0', () => {
    expect(countsLine({ passed: 0, failed: 0, skipped: 0 })).toBe('0 passed, 0 failed, 0 skipped');
  });
});

describe('slowestLines', () => {
  const file = (path: string, ms: number, project = '') => ({ path, project, ms });

  it('names the ten slowest files, the slowest first, each with its zone', () => {
    const files = Array.from({ length: 12 }, (_, at) => file(`${at}.test.ts`, at * 1000));
    const lines = slowestLines([...files, file('slow.test.ts', 123_456, 'UTC')]);
    expect(lines).toHaveLength(10);
    expect(lines.slice(0, 2)).toEqual(['  123.5 s  slow.test.ts (UTC)', '   11.0 s  11.test.ts']);
  });

  it('has nothing to name when no file ran', () => {
    expect(slowestLines([])).toEqual([]);
  });
});
