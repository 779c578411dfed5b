// What people are told of a link, from its rows alone.
import { describe, expect, it } from 'vitest';
import { countPairs, linkStateOf, pairStateOf, previewOf } from '../../../shared/links/linkFacts.ts';
import type { DirtyRow, PairRow } from '../../../shared/sync/ports/rows.ts';
import { facts, linkRow, pairRow, side, wholePair } from './rows.ts';

const mark = (pair: string, why: DirtyRow['why']): [string, DirtyRow] => [pair, { pair, why, at: 0, attempts: 0 }];
const half = (pair: string, where: 'mailbox' | 'source', naturalKey: string): PairRow =>
  pairRow(pair, { [where]: side(pair), firstSeen: { naturalKey, prints: {}, version: '1' } });

describe('linkStateOf', () => {
  it('without a row, and switched off, it is off', () => {
    expect(linkStateOf(facts({ link: undefined }))).toBe('off');
    expect(linkStateOf(facts({ link: linkRow({ on: false }) }))).toBe('off');
  });

  it('started, it is on, whatever is being listed', () => {
    expect(linkStateOf(facts({ link: linkRow({ started: true }), mailboxWatermark: undefined }))).toBe('on');
  });

  it('it is listing until both sides have been enumerated for this switch-on', () => {
    expect(linkStateOf(facts())).toBe('preview');
    expect(linkStateOf(facts({ mailboxWatermark: undefined }))).toBe('listing');
    expect(linkStateOf(facts({ mailboxWatermark: { watermark: 'w', enumerating: true } }))).toBe('listing');
    expect(linkStateOf(facts({ sourceEnumeration: undefined }))).toBe('listing');
    expect(linkStateOf(facts({ sourceEnumeration: { inProgress: { epoch: 1, cursor: 'c' } } }))).toBe('listing');
    expect(linkStateOf(facts({ link: linkRow({ epoch: 2 }) }))).toBe('listing');
  });

  it('it is listing while new halves of both sides still wait to be matched', () => {
    const pairs = [half('a', 'mailbox', 'k'), half('b', 'source', 'k')];
    expect(linkStateOf(facts({ pairs, marks: new Map([mark('a', 'newEvent'), mark('b', 'newEvent')]) }))).toBe(
      'listing',
    );
    expect(linkStateOf(facts({ pairs, marks: new Map([mark('a', 'newEvent'), mark('b', 'changed')]) }))).toBe(
      'preview',
    );
    const strangers = [half('a', 'mailbox', 'k'), half('b', 'source', 'l'), half('c', 'mailbox', 'k')];
    const marks = new Map(strangers.map((pair) => mark(pair.pair, 'newEvent')));
    expect(linkStateOf(facts({ pairs: strangers, marks }))).toBe('preview');
  });
});

describe('pairStateOf', () => {
  it.each<[string, PairRow, boolean, string]>([
    ['both sides, no mark', wholePair('p'), false, 'inStep'],
    ['both sides, marked', wholePair('p'), true, 'waiting'],
    ['both sides, a write announced', wholePair('p', { intents: { mailbox: intent() } }), false, 'waiting'],
    ['one side', pairRow('p', { mailbox: side('e') }), false, 'waiting'],
    ['one side, left out', pairRow('p', { mailbox: side('e'), leftOut: 'recurrence-not-supported' }), true, 'leftOut'],
    ['a delete waits for a person', wholePair('p', { held: 'h' }), true, 'held'],
    ['no longer the entry of this user', wholePair('p', { unlinked: true }), false, 'unlinked'],
    ['the participant deleted the own copy', wholePair('p', { left: true }), false, 'left'],
    ['both gone', wholePair('p', { doneAt: 1, held: 'h' }), true, 'deleted'],
  ])('%s', (_title, pair, marked, state) => {
    expect(pairStateOf(pair, marked)).toBe(state);
  });
});

describe('countPairs', () => {
  it('every pair counts once, and its problem once more', () => {
    const pairs = [wholePair('a'), wholePair('b'), wholePair('c', { problem: { code: 'item-rejected', at: 0 } })];
    expect(countPairs(facts({ pairs, marks: new Map([mark('b', 'changed')]) }))).toEqual({
      inStep: 2,
      waiting: 1,
      held: 0,
      leftOut: 0,
      unlinked: 0,
      left: 0,
      deleted: 0,
      problems: 1,
    });
  });
});

describe('previewOf', () => {
  it('counts what is left out once, whole pairs too, and names the rule', () => {
    const pairs = [
      wholePair('1', { leftOut: 'filtered', leftOutBy: 'entryTypes' }),
      wholePair('2', { leftOut: 'recurrence-not-supported' }),
      pairRow('3', { mailbox: side('e3'), leftOut: 'direction', leftOutBy: 'direction' }),
      pairRow('4', { source: side('s4') }),
    ];
    expect(previewOf(pairs)).toEqual({
      matched: 0,
      toExchange: 1,
      invitations: 0,
      toSource: 0,
      leftOut: [
        { pair: '1', side: 'mailbox', id: 'event-1', reason: 'filtered', rule: 'entryTypes' },
        { pair: '2', side: 'mailbox', id: 'event-2', reason: 'recurrence-not-supported' },
        { pair: '3', side: 'mailbox', id: 'e3', reason: 'direction', rule: 'direction' },
      ],
    });
    expect(pairs.map((pair) => pairStateOf(pair, false))).toEqual(['leftOut', 'leftOut', 'leftOut', 'waiting']);
  });

  it('whole pairs are matched, halves go to the other side, left-out ones are listed, tombstones are not', () => {
    const preview = previewOf([
      wholePair('a'),
      pairRow('b', { source: side('entry-b'), firstSeen: { naturalKey: '', prints: {}, version: '', invites: 3 } }),
      pairRow('c', { source: side('entry-c') }),
      pairRow('d', { mailbox: side('event-d') }),
      pairRow('e', { mailbox: side('event-e'), leftOut: 'recurrence-not-supported' }),
      pairRow('f', { source: side('entry-f'), leftOut: 'ended-before-start-of-sync' }),
      wholePair('g', { doneAt: 1 }),
    ]);
    expect(preview).toEqual({
      matched: 1,
      toExchange: 2,
      invitations: 3,
      toSource: 1,
      leftOut: [
        { pair: 'e', side: 'mailbox', id: 'event-e', reason: 'recurrence-not-supported' },
        { pair: 'f', side: 'source', id: 'entry-f', reason: 'ended-before-start-of-sync' },
      ],
    });
  });
});

function intent() {
  return { op: 'update', rev: 'r', version: 'v', target: {}, otherBase: {}, at: 0, losers: [] } as const;
}
