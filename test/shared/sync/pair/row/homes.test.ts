import { describe, expect, it } from 'vitest';
import { copyOf, homesOf } from '../../../../../shared/sync/pair/row/homes.ts';
import type { PairRow } from '../../../../../shared/sync/ports/rows.ts';

const row = (mailbox: number | 'person' | undefined, source: number | 'person' | undefined): PairRow => {
  const side = (id: string, made: number | 'person' | undefined) =>
    made === undefined ? undefined : { id, base: {}, ...(made === 'person' ? {} : { madeAt: made }) };
  const [event, entry] = [side('e', mailbox), side('s', source)];
  const sides = { ...(event ? { mailbox: event } : {}), ...(entry ? { source: entry } : {}) };
  return { pair: 'p', ...sides, intents: {}, abandoned: [], unlanded: {}, orphans: [] };
};

describe('homesOf, copyOf', () => {
  it.each([
    ['person', 5, ['mailbox'], 'source'],
    [5, 'person', ['source'], 'mailbox'],
    ['person', 'person', ['mailbox', 'source'], undefined],
    [5, 7, ['mailbox'], 'source'],
    [7, 5, ['source'], 'mailbox'],
    ['person', undefined, ['mailbox'], undefined],
    [undefined, 5, ['source'], undefined],
  ] as const)('event made by %s, entry by %s: home %j, copy %s', (mailbox, source, homes, copy) => {
    expect(homesOf(row(mailbox, source))).toEqual(homes);
    expect(copyOf(row(mailbox, source))).toBe(copy);
  });
});
