import { describe, expect, it } from 'vitest';
import { admissionTo, halfPair, leftOutOf } from '../../../../../shared/sync/pair/scope/admission.ts';
import {
  BASE,
  EVENT,
  entryWith,
  eventWith,
  OVER,
  print,
  settingsWith,
  UNREADABLE,
} from '../../../../world/planning.ts';

const ADMITTED = { endsAfter: 0, unheld: () => undefined };
const UNHELD = { endsAfter: 0, unheld: () => 'recurrence-not-supported' as const };
const RULE = { reason: 'filtered', by: 'allDay' } as const;

describe('leftOutOf', () => {
  it.each([
    ['takes part', eventWith(), ADMITTED, undefined],
    ['cannot be read', eventWith({ content: UNREADABLE }), { ...ADMITTED, rule: RULE }, { reason: 'item-unreadable' }],
    ['does not meet a rule', eventWith(), { ...UNHELD, rule: RULE }, RULE],
    ['ends just after the start', eventWith(), { ...ADMITTED, endsAfter: OVER - 1 }, undefined],
    ['was over at the start', eventWith(), { ...UNHELD, endsAfter: OVER }, { reason: 'ended-before-start-of-sync' }],
    ['is not held by the other side', eventWith(), UNHELD, { reason: 'recurrence-not-supported' }],
  ])('an item that %s', (_, item, admission, expected) => {
    expect(leftOutOf(item, admission)).toEqual(expected);
  });
});

describe('halfPair', () => {
  it('holds its one item, and how it was first seen', () => {
    const half = halfPair(
      { pair: 'p', side: 'mailbox', item: eventWith({ remarks: ['zone-unknown'] }), print },
      ADMITTED,
    );
    expect(half).toEqual({
      pair: 'p',
      mailbox: { id: 'event', uid: 'uid', remarks: ['zone-unknown'], base: BASE },
      intents: {},
      abandoned: [],
      unlanded: {},
      orphans: [],
      firstSeen: { naturalKey: expect.any(String), prints: BASE, version: '1' },
    });
    expect(halfPair({ pair: 'p', side: 'source', item: entryWith(), print }, ADMITTED).source).toEqual({
      id: 'entry',
      base: BASE,
    });
  });

  it('of an item that takes no part says why', () => {
    expect(halfPair({ pair: 'p', side: 'source', item: entryWith(), print }, UNHELD).standing).toEqual({
      is: 'leftOut',
      reason: 'recurrence-not-supported',
    });
  });

  it('of an item that cannot be read says nothing that it could be matched by', () => {
    const half = halfPair({ pair: 'p', side: 'mailbox', item: eventWith({ content: UNREADABLE }), print }, ADMITTED);
    expect([half.firstSeen, half.mailbox?.base]).toEqual([undefined, {}]);
  });
});

describe('admissionTo', () => {
  it('asks what that side holds, and when the synchronisation began', () => {
    const { source } = settingsWith();
    const settings = settingsWith({ endsAfter: 7, source: { ...source, unheld: () => 'series-zone-unknown' } });
    expect(admissionTo(settings, 'source').unheld(EVENT)).toBe('series-zone-unknown');
    expect(admissionTo(settings, 'mailbox').unheld(EVENT)).toBeUndefined();
    expect(admissionTo(settings, 'mailbox').endsAfter).toBe(7);
  });
});
