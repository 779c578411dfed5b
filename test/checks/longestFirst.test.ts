import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inOrder, LONGEST, rankOf } from './longestFirst.ts';

describe('inOrder', () => {
  const file = (project: string, path: string) => ({ project, path });

  it('runs one project after the other, each with its longest files first', () => {
    const short = 'test/shared/net/address.test.ts';
    const files = [
      file('UTC', 'test/scenarios/time.test.ts'),
      file('Asia/Kathmandu', short),
      file('Asia/Kathmandu', 'test/faults/race.test.ts'),
      file('Asia/Kathmandu', 'test/faults/sweepOverEws.test.ts'),
    ];
    expect(inOrder(files, ['Asia/Kathmandu', 'UTC']).map(({ project, path }) => `${project} ${path}`)).toEqual([
      'Asia/Kathmandu test/faults/sweepOverEws.test.ts',
      'Asia/Kathmandu test/faults/race.test.ts',
      `Asia/Kathmandu ${short}`,
      'UTC test/scenarios/time.test.ts',
    ]);
  });

  it('keeps the order of files that nobody named', () => {
    const files = ['b.test.ts', 'a.test.ts'].map((path) => file('UTC', path));
    expect(inOrder(files, ['UTC'])).toEqual(files);
  });
});

describe('rankOf', () => {
  it('names files and folders that exist', () => {
    for (const path of LONGEST) expect(existsSync(join(import.meta.dirname, '../..', path))).toBe(true);
  });

  it('puts a file that nobody named last', () => {
    expect(rankOf('test/docs/links.test.ts')).toBe(LONGEST.length);
  });
});
