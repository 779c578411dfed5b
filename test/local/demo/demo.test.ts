// The demonstration as a person starts it: with its own calendar, in a process of its own.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const script = join(root, 'local/demo/demo.ts');
const LIMIT_MS = 120_000;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'local/build.ts'), '--quiet']);
});

describe('npm run demo', () => {
  it('converges with nothing lost and nothing doubled, and says what it left out', { timeout: LIMIT_MS }, async () => {
    // Rejects for any other exit status than 0.
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--json']);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ converged: true, lost: 0, doubled: 0 });
    expect(last.preview).toMatchObject({
      matched: 10,
      toExchange: 20,
      toSource: 6,
      leftOut: expect.arrayContaining([
        { title: 'Weekly meeting', reason: 'recurring-series' },
        { title: 'Pay day', reason: 'recurring-series' },
      ]),
    });
    expect(last.preview.leftOut).toHaveLength(2);
    for (const count of [last.runs, last.requests.exchange, last.requests.source, last.requests.tables]) {
      expect(count).toBeGreaterThan(0);
    }
  });

  it('ends with status 2 and a sentence for a wrong option', () => {
    const { status, stderr } = spawnSync(process.execPath, [script, '--entries', 'many'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('--entries takes a number');
  });
});
