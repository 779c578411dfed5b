import { describe, expect, it } from 'vitest';
import { awaitExpansion, expansionNow } from '../../../../shared/sync/expansion/awaitExpansion.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import type { Expansion } from '../../../../shared/sync/ports/standing.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import {
  ABSENT,
  AT,
  BASE,
  entryWith,
  GONE,
  GRACE,
  planWith,
  rowWith,
  settingsBy,
  settingsWith,
  there,
} from '../../../world/planning.ts';

const unheld = () => 'recurrence-not-supported' as const;
const { mailbox } = settingsWith();
/** The mailbox holds no series. */
const EXPANDING = { ...settingsBy({ unheldSeries: 'expand' }), mailbox: { ...mailbox, unheld } };
const LEAVING_OUT = { ...settingsBy({ unheldSeries: 'leaveOut' }), mailbox: { ...mailbox, unheld } };
const ENTRY = entryWith({ content: { kind: 'event', event: series() } });
const { mailbox: _, ...HALF } = rowWith();
const LEFT_OUT = { ...HALF, standing: { is: 'leftOut', reason: 'recurrence-not-supported' } } as const;
const EXPANSION: Expansion = { version: '1', at: AT };
const expanded = (version: string): PairRow => ({ ...HALF, standing: { is: 'expanded', ...EXPANSION, version } });
const half = (row: PairRow, entry = ENTRY) => planWith({ row, mailbox: ABSENT, source: there(entry) });

describe('awaitExpansion', () => {
  it.each([
    ['has not been expanded', HALF],
    ['was left out', LEFT_OUT],
    ['was set aside', { ...HALF, standing: { is: 'unlinked' as const } }],
  ])('a series that %s is looked at again once its occurrences were gone through', (_, row) => {
    const { kind, plan } = awaitExpansion(half(row), EXPANDING, AT);
    expect([kind, plan.conclusion, plan.row.standing]).toEqual(['decided', 'lookAgain', LEFT_OUT.standing]);
  });

  it('a series whose occurrences were gone through as its entry reads now goes on', () => {
    const plan = half(expanded('1'));
    expect(awaitExpansion(plan, EXPANDING, AT)).toEqual({ kind: 'goOn', plan });
  });

  it.each([
    ['is gone', planWith({ row: expanded('1'), mailbox: ABSENT, source: GONE })],
    ['concerns the user no longer', half(expanded('1'), { ...ENTRY, owner: GRACE })],
  ])('a series whose entry %s waits for its occurrences, and stays what it is', (_, plan) => {
    const { kind, plan: after } = awaitExpansion(plan, EXPANDING, AT);
    expect([kind, after.conclusion, after.row.standing]).toEqual(['decided', 'lookAgain', plan.row.standing]);
  });

  it('a series whose entry has changed since waits for its occurrences', () => {
    const { kind, plan } = awaitExpansion(half(expanded('0')), EXPANDING, AT);
    expect([kind, plan.conclusion]).toEqual(['decided', 'lookAgain']);
  });

  it('a pair that has ended goes on', () => {
    const plan = half({ ...HALF, standing: { is: 'ended', at: 1 } });
    expect(awaitExpansion(plan, EXPANDING, AT)).toEqual({ kind: 'goOn', plan });
  });

  it('where the link no longer expands series, the pair is left out', () => {
    const { kind, plan } = awaitExpansion(half(expanded('1')), LEAVING_OUT, AT);
    expect([kind, plan.row.standing]).toEqual(['goOn', LEFT_OUT.standing]);
  });
});

describe('expansionNow', () => {
  it('is by the version of the entry', () => {
    expect(expansionNow(EXPANDING, half(HALF), AT)?.row).toMatchObject({ version: '1', at: AT });
  });

  const intent = { op: 'create', at: 0, losers: [], nonce: 'n', target: BASE, otherBase: BASE } as const;
  it.each([
    ['with an event of its own', { row: rowWith() }],
    ['whose event is about to be made', { row: { ...HALF, intents: { mailbox: intent } } }],
    ['whose entry is about to be written', { row: { ...HALF, intents: { source: intent } } }],
    ['of an occurrence', { row: { ...HALF, source: { id: 'entry!2026-12-01', base: BASE } } }],
    ['of others', { source: there({ ...ENTRY, owner: GRACE }) }],
    ['without entry', { source: GONE }],
    ['of a single event', { source: there(entryWith()) }],
  ])('a pair %s is not expanded', (_, change) => {
    const holdsSingles = {
      ...mailbox,
      unheld: (event: { when: object }) => ('recurrence' in event.when ? unheld() : undefined),
    };
    expect(expansionNow({ ...EXPANDING, mailbox: holdsSingles }, { ...half(HALF), ...change }, AT)).toBeUndefined();
  });
});
