// The counter is run by vitest itself, over files that pass, fail, skip and break.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import CountsReporter, { countsLine } from './counts.ts';

const root = join(import.meta.dirname, '../..');

function closingLine(...files: string[]): string | undefined {
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
  return run.stdout.trimEnd().split('\n').at(-1);
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
