// The runner with checks that pass, fail and break.
import { describe, expect, it } from 'vitest';
import { type Checks, runChecks } from './runChecks.ts';

const checks: Checks = {
  types: () => ({ seen: '3 files', problems: ['a.ts:1 wrong', 'b.ts:2 wrong'] }),
  imports: () => {
    throw new Error('no compiler');
  },
  tidy: async () => ({ seen: '7 files', problems: [] }),
};

describe('runChecks', () => {
  it('runs every check after one that fails and one that breaks, and names both', async () => {
    const lines: string[] = [];
    expect(await runChecks(checks, (line) => lines.push(line))).toEqual(['types', 'imports']);
    const text = lines.join('\n');
    expect(text).toMatch(/^types {4}FAILED \(3 files, .+ s\)\n {2}a\.ts:1 wrong\n {2}b\.ts:2 wrong\n/);
    expect(text).toMatch(/\nimports {2}FAILED \(did not run, .+ s\)\n {2}Error: no compiler/);
    expect(text).toMatch(/\ntidy {5}ok \(7 files, .+ s\)$/);
  });

  it('names nothing when all pass', async () => {
    expect(await runChecks({ tidy: () => ({ seen: '7 files', problems: [] }) }, () => undefined)).toEqual([]);
  });
});
