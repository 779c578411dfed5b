// The demonstration as a person starts it: with its own calendar, in a process of its own.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const script = join(root, 'local/demo/demo.ts');
const LIMIT_MS = 240_000;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'local/build.ts'), '--quiet']);
});

describe('npm run demo', () => {
  it('converges with nothing lost and nothing doubled, wherever the owner lives', { timeout: LIMIT_MS }, async () => {
    // Rejects for any other exit status than 0.
    const options = ['--json', '--owner-zone', 'Pacific/Auckland'];
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...options]);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ converged: true, lost: 0, doubled: 0, remarks: [] });
    expect(last.elsewhere).toEqual({ ownerZone: 'Pacific/Auckland', differing: 0 });
    // Only items that one side cannot hold are left out.
    expect(last.preview).toEqual({
      matched: 10,
      toExchange: 20,
      toSource: 13,
      leftOut: [{ title: 'Pay days', reason: 'recurrence-not-supported' }],
    });
    for (const count of [last.runs, last.requests.exchange, last.requests.source, last.requests.tables]) {
      expect(count).toBeGreaterThan(0);
    }
  });

  it('does the same over Microsoft Graph, and EWS reads the same events', { timeout: LIMIT_MS }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--json', '--graph']);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ converged: true, lost: 0, doubled: 0, unlike: 0 });
    expect(last.preview).toMatchObject({ matched: 10, toExchange: 20, toSource: 13 });
  });

  it('ends with status 2 and a sentence for a wrong option', () => {
    const { status, stderr } = spawnSync(process.execPath, [script, '--entries', 'many'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('--entries takes a number');
  });
});
