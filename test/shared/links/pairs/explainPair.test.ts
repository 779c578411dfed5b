// Every pair has one verdict.
import { describe, expect, it } from 'vitest';
import { explainPair, type PairFacts, type Verdict } from '../../../../shared/links/pairs/explainPair.ts';
import type { DirtyRow, HistoryRow, HoldRow, LeaseRow, LinkRow, PairRow } from '../../../../shared/sync/ports/rows.ts';

const now = 1_000_000;
const side = (id: string) => ({ id, base: {} });
const empty: PairRow = { pair: 'p', intents: {}, abandoned: [], unlanded: {}, orphans: [] };
const whole: PairRow = { ...empty, mailbox: side('e'), source: side('s') };
const half: PairRow = { ...empty, source: side('s') };
const on: LinkRow = { on: true, started: true, epoch: 1, endsAfter: 0 };
const hold: HoldRow = { id: 'h', state: 'held', count: 3, at: 5 };
const mark = (rest: Partial<DirtyRow> = {}): DirtyRow => ({ pair: 'p', why: 'changed', at: 1, attempts: 0, ...rest });
const lease = (until: number): LeaseRow => ({
  owner: 'o',
  until: 0,
  startedAt: 0,
  deletes: [],
  pause: { until, failures: 1, connection: 'c' },
});
const loser: HistoryRow = {
  side: 'source',
  field: 'title',
  why: 'conflict',
  sealed: 's',
  pair: 'p',
  at: 3,
  expiresAt: now + 1,
};
const intent = { op: 'create', at: 1, losers: [], nonce: 'n', target: {}, otherBase: {} } as const;
const problem = { code: 'item-rejected', field: 'title', at: 7 };

const facts = (rest: Partial<PairFacts>): PairFacts => ({
  pair: whole,
  mark: undefined,
  losers: [],
  link: on,
  lease: undefined,
  hold: undefined,
  now,
  ...rest,
});

describe('explainPair', () => {
  it.each<[string, Partial<PairFacts>, Verdict]>([
    ['matched and in step', {}, { state: 'inStep', origin: 'matched' }],
    ['matched in a first run', { pair: { ...whole, matchedAt: 4 } }, { state: 'inStep', origin: 'matched', since: 4 }],
    [
      'made by us',
      { pair: { ...whole, mailbox: { ...side('e'), madeAt: 4 }, writtenAt: 9 } },
      { state: 'inStep', origin: 'createdInExchange', since: 4, lastWrite: 9 },
    ],
    [
      'made by us in the source',
      { pair: { ...whole, source: { ...side('s'), madeAt: 4 } } },
      { state: 'inStep', origin: 'createdInSource', since: 4 },
    ],
    [
      'with a time that one side stores in another way',
      {
        pair: {
          ...whole,
          fieldRemarks: [{ side: 'mailbox', field: 'when', why: 'storedOtherwise', print: 'p', at: 6 }],
        },
      },
      { state: 'failed', problem: { code: 'time-stored-differently', field: 'when', at: 6 } },
    ],
    ['with a losing value', { losers: [loser] }, { state: 'conflict', origin: 'matched' }],
    ['restored', { losers: [{ ...loser, restore: { at: 8 } }] }, { state: 'inStep', origin: 'matched' }],
    ['reverted only', { losers: [{ ...loser, why: 'reverted' }] }, { state: 'inStep', origin: 'matched' }],
    [
      'gone on both sides',
      { pair: { ...whole, standing: { is: 'ended', at: 6, after: 'left' } } },
      { state: 'ended', at: 6 },
    ],
    ['the own copy deleted', { pair: { ...whole, standing: { is: 'left' } } }, { state: 'left' }],
    ['no longer the user’s', { pair: { ...whole, standing: { is: 'unlinked' } } }, { state: 'unlinked' }],
    [
      'a delete that a person has to decide',
      { pair: { ...whole, standing: { is: 'held', hold: 'h' } }, hold },
      { state: 'held', since: 5 },
    ],
    [
      'a delete that a person released',
      {
        pair: { ...whole, standing: { is: 'held', hold: 'h' } },
        hold: { ...hold, state: 'released' },
        mark: mark({ why: 'held' }),
      },
      { state: 'waiting', for: 'run' },
    ],
    [
      'left out on both sides',
      { pair: { ...whole, standing: { is: 'leftOut', reason: 'recurrence-not-supported' } }, mark: mark() },
      { state: 'leftOut', reason: 'recurrence-not-supported' },
    ],
    [
      'left out, and expanded as far as the window goes',
      { pair: { ...half, standing: { is: 'expanded', version: '1', at: 3, from: 4, until: 9 } } },
      { state: 'expanded', from: 4, until: 9 },
    ],
    [
      'left out, and expanded whole',
      { pair: { ...half, standing: { is: 'expanded', version: '1', at: 3 } }, mark: mark() },
      { state: 'expanded' },
    ],
    [
      'failed',
      { pair: { ...half, problem }, mark: mark({ notBefore: now + 5 }) },
      { state: 'failed', problem, until: now + 5 },
    ],
    [
      'left out by a rule of the link',
      { pair: { ...half, standing: { is: 'leftOut', reason: 'filtered', by: 'privacy' } } },
      { state: 'leftOut', reason: 'filtered', rule: 'privacy' },
    ],
    ['off', { link: { ...on, on: false } }, { state: 'waiting', for: 'switchOn' }],
    ['half and off', { pair: half, link: undefined }, { state: 'waiting', for: 'switchOn' }],
    ['not started', { pair: half, link: { ...on, started: false } }, { state: 'waiting', for: 'start' }],
    ['a pause', { mark: mark(), lease: lease(now + 9) }, { state: 'waiting', for: 'pause', until: now + 9 }],
    ['a pause that is over', { mark: mark(), lease: lease(now) }, { state: 'waiting', for: 'run' }],
    ['a pause of what is in step', { lease: lease(now + 9) }, { state: 'inStep', origin: 'matched' }],
    [
      'a write of unknown outcome',
      { pair: { ...half, intents: { mailbox: intent } }, mark: mark({ notBefore: now + 1 }) },
      { state: 'waiting', for: 'outcome', until: now + 1 },
    ],
    [
      'another link’s entry of a meeting',
      {
        pair: { ...half, meeting: { uid: 'u', awaits: { for: 'otherLink', since: 1 } } },
        mark: mark({ notBefore: now + 1 }),
      },
      { state: 'waiting', for: 'otherLink', until: now + 1 },
    ],
    ['its next try', { mark: mark({ notBefore: now + 1 }) }, { state: 'waiting', for: 'retry', until: now + 1 }],
    [
      'other links’ deletes',
      { mark: mark({ why: 'companyHeld', notBefore: now + 1 }) },
      { state: 'waiting', for: 'companyHold', until: now + 1 },
    ],
    ['a mark', { mark: mark() }, { state: 'waiting', for: 'run' }],
    ['one side', { pair: half }, { state: 'waiting', for: 'run' }],
  ])('%s', (_name, given, verdict) => {
    expect(explainPair(facts(given))).toEqual(verdict);
  });
});
