// The state of a link, from its rows alone.
import { describe, expect, it } from 'vitest';
import { isPreviewReady, linkStateOf } from '../../../../shared/links/status/linkState.ts';
import type { DirtyRow, PairRow } from '../../../../shared/sync/ports/rows.ts';
import { facts, linkRow, pairRow, side } from '../rows.ts';

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

describe('isPreviewReady', () => {
  it('after both sides were listed, also for a link that has started', () => {
    const states = ['off', 'removing', 'listing', 'preview', 'on'] as const;
    expect(states.filter(isPreviewReady)).toEqual(['preview', 'on']);
  });
});
