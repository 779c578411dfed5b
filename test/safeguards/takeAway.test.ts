import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAFEGUARDS } from './safeguards.ts';
import { changed, takeAway } from './takeAway.ts';

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const change = { file: 'shared/sync/plan.ts', from: 'if (a) b();', to: 'b();' };

describe('SAFEGUARDS', () => {
  it.each(SAFEGUARDS)('$name can be taken away: its text stands where it is looked for, once', ({ changes }) => {
    for (const each of changes) expect(changed(textOf(each.file), each)).not.toBe(textOf(each.file));
  });

  it.each(SAFEGUARDS)('$name has a test that is there', ({ witness }) => {
    expect(existsSync(join(ROOT, witness.file))).toBe(true);
  });

  it('holds those that docs/sync.md promises', () => {
    const names = SAFEGUARDS.map(({ name }) => name).join();
    for (const promised of [
      'intent',
      'nonce',
      'rev',
      'per-side base',
      'adoption by tag',
      'conditional write',
      'read before delete',
      'hold',
    ]) {
      expect(names).toContain(promised);
    }
  });
});

describe('changed', () => {
  it('puts the one text in the place of the other', () => {
    expect(changed('x();\nif (a) b();\n', change)).toBe('x();\nb();\n');
  });

  it.each(['x();', 'if (a) b(); if (a) b();'])('throws where it does not stand there exactly once (%s)', (text) => {
    expect(() => changed(text, change)).toThrow('exactly once');
  });
});

describe('takeAway', () => {
  it('changes its own files and no other one', () => {
    const { transform } = takeAway({
      name: 'a',
      without: 'b',
      changes: [change],
      witness: { file: 'a.test.ts', test: 'a' },
    });
    expect(transform('if (a) b();', '/x/shared/sync/plan.ts')).toBe('b();');
    expect(transform('if (a) b();', '/x/shared/sync/planCleanup.ts')).toBeUndefined();
  });
});
