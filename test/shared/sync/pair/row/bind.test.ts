import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../../shared/calendar/canonical/fingerprint.ts';
import type { CalendarEvent, Recurrence, When } from '../../../../../shared/calendar/event.ts';
import { asSent, bindAnswered, bindCreated, isAbandonedCreate } from '../../../../../shared/sync/pair/row/bind.ts';
import { without } from '../../../../../shared/sync/pair/row/without.ts';
import { type Admission, halfPair, leftOutOf } from '../../../../../shared/sync/pair/scope/admission.ts';
import type { Item } from '../../../../../shared/sync/ports/remote.ts';
import type { CreateIntent } from '../../../../../shared/sync/ports/rows.ts';
import { EVENT } from '../../../../contract/mailbox.ts';

const DAY_MS = 86_400_000;
const print = createPrinter(new Uint8Array(32));
const item = (change: Partial<CalendarEvent> = {}, more: Partial<Item> = {}): Item => ({
  id: 'item',
  version: 'v1',
  uid: 'uid',
  content: { kind: 'event', event: { ...EVENT, ...change } },
  ...more,
});
const unreadable: Item = { ...item(), content: { kind: 'leftOut', reason: 'item-unreadable', title: 'Weekly' } };
const intent: CreateIntent = {
  op: 'create',
  nonce: 'n',
  at: 0,
  losers: [],
  target: print(EVENT),
  otherBase: print(EVENT),
};
const END = Date.UTC(2026, 11, 1, 8, 30);
/** The other side's limits: what it holds, and from when on. */
const admission = (endsAfter = 0): Admission => ({ endsAfter, unheld: () => undefined });
const weekly = (overrides: Recurrence['overrides'] = {}): When => ({
  ...EVENT.when,
  recurrence: { rule: { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 3 } }, overrides },
});

describe('leftOutOf', () => {
  it('leaves out what ended at the start of the synchronisation or before, and what cannot take part', () => {
    expect(leftOutOf(item(), admission(END - 1))).toBeUndefined();
    expect(leftOutOf(item(), admission(END))).toEqual({ reason: 'ended-before-start-of-sync' });
    expect(leftOutOf(unreadable, admission())).toEqual({ reason: 'item-unreadable' });
  });

  it('a series is over when its last occurrence is, a moved one included', () => {
    const twoWeeksLater = END + 14 * DAY_MS;
    expect(leftOutOf(item({ when: weekly() }), admission(twoWeeksLater - 1))).toBeUndefined();
    expect(leftOutOf(item({ when: weekly() }), admission(twoWeeksLater))).toEqual({
      reason: 'ended-before-start-of-sync',
    });
    const when = { showWithoutTime: false, start: '2026-12-20T10:00:00', duration: 'PT1H' } as const;
    const moved = item({ when: weekly({ '2026-12-15T09:00:00': { when } }) });
    expect(leftOutOf(moved, admission(twoWeeksLater))).toBeUndefined();
  });

  it('what the other side cannot hold is left out from the first sight, with its reason', () => {
    const unheld = () => 'recurrence-not-supported' as const;
    expect(leftOutOf(item(), { endsAfter: 0, unheld })).toEqual({ reason: 'recurrence-not-supported' });
    expect(halfPair({ pair: 'p', side: 'source', item: item(), print }, { endsAfter: 0, unheld }).standing).toEqual({
      is: 'leftOut',
      reason: 'recurrence-not-supported',
    });
  });
});

describe('halfPair', () => {
  it('remembers how the item was first seen, and no content', () => {
    const row = halfPair({ pair: 'p', side: 'mailbox', item: item(), print }, admission());
    expect(row).toMatchObject({ pair: 'p', mailbox: { id: 'item', uid: 'uid', base: print(EVENT) } });
    expect(row.firstSeen?.version).toBe('v1');
    expect(JSON.stringify(row)).not.toContain(EVENT.title);
  });

  it('of what cannot be read it cannot be matched', () => {
    expect(halfPair({ pair: 'p', side: 'mailbox', item: unreadable, print }, admission())).toMatchObject({
      standing: { is: 'leftOut', reason: 'item-unreadable' },
      mailbox: { base: {} },
    });
    expect(halfPair({ pair: 'p', side: 'mailbox', item: unreadable, print }, admission()).firstSeen).toBeUndefined();
  });
});

describe('bindCreated and bindAnswered', () => {
  const half = {
    ...halfPair({ pair: 'p', side: 'source', item: item(), print }, admission()),
    intents: { mailbox: intent },
  };
  const edited = item({ title: 'edited since' });

  it('found by its tag, a field that no longer reads as sent has no base: it is an edit', () => {
    const row = bindCreated(half, { side: 'mailbox', intent: intent, item: edited }, { print, at: 7 });
    expect(row.mailbox?.base.title).toBeUndefined();
    expect(row.mailbox?.base.location).toBe(print(EVENT).location);
    expect(row).toMatchObject({ intents: {}, mailbox: { madeAt: 7 } });
  });

  it('found half-done, `when` counts as sent: what is missing of it is no edit', () => {
    const when = weekly({ '2026-12-08T09:00:00': { title: 'By us' } });
    const sent = { ...intent, at: 3, target: print({ ...EVENT, when }) };
    const half = {
      ...halfPair({ pair: 'p', side: 'source', item: item({ when }), print }, admission()),
      intents: { mailbox: sent },
    };
    const row = bindCreated(
      half,
      { side: 'mailbox', intent: sent, item: item({ when: weekly() }, { begun: 'n' }) },
      { print, at: 7 },
    );
    expect(row.mailbox).toMatchObject({ base: sent.target, begun: { rev: 'n', at: 3 } });
    const others = bindCreated(
      half,
      { side: 'mailbox', intent: sent, item: item({ when: weekly() }, { begun: 'm' }) },
      { print, at: 7 },
    );
    expect(others.mailbox?.base.when).toBeUndefined();
    expect(others.mailbox?.begun).toBeUndefined();
  });

  it('answered by the write itself, whatever it reads is what the side stores', () => {
    const row = bindAnswered(half, { side: 'mailbox', intent: intent, item: edited }, { print, at: 7 });
    expect(row.mailbox?.base).toEqual(print({ ...EVENT, title: 'edited since' }));
  });
});

describe('isAbandonedCreate', () => {
  const former = { key: 'former', print: createPrinter(new Uint8Array(32).fill(1)) };
  const keys = { print, printers: { inUse: { key: 'in use', print }, former: [former] } };

  const row = {
    ...halfPair({ pair: 'p', side: 'source', item: item(), print }, admission()),
    abandoned: [{ side: 'mailbox' as const, nonce: 'n', target: print(EVENT) }],
  };

  it('knows the item by its nonce as long as it reads as it was sent', () => {
    const tag = { pair: 'p', nonce: 'n' };
    expect(isAbandonedCreate(row, { side: 'mailbox', item: item({}, { tag }) }, keys)).toBe(true);
    expect(isAbandonedCreate(row, { side: 'mailbox', item: item({ title: 'edited' }, { tag }) }, keys)).toBe(false);
    expect(
      isAbandonedCreate(row, { side: 'mailbox', item: item({}, { tag: { pair: 'p', nonce: 'other' } }) }, keys),
    ).toBe(false);
    expect(isAbandonedCreate(row, { side: 'source', item: item({}, { tag }) }, keys)).toBe(false);
  });

  it('knows it by the key that it was sent under, as long as that is known', () => {
    const tag = { pair: 'p', nonce: 'n' };
    const target = former.print(EVENT);
    const under = (key: string) => ({ ...row, abandoned: [{ side: 'mailbox' as const, nonce: 'n', target, key }] });
    expect(isAbandonedCreate(under('former'), { side: 'mailbox', item: item({}, { tag }) }, keys)).toBe(true);
    expect(
      isAbandonedCreate(under('former'), { side: 'mailbox', item: item({ title: 'edited' }, { tag }) }, keys),
    ).toBe(false);
    expect(isAbandonedCreate(under('missing'), { side: 'mailbox', item: item({}, { tag }) }, keys)).toBe(false);
  });

  it('knows it half-done, too: then `when` is not compared, and the rest is', () => {
    const tag = { pair: 'p', nonce: 'n' };
    const when = weekly();
    expect(isAbandonedCreate(row, { side: 'mailbox', item: item({ when }, { tag, begun: 'n' }) }, keys)).toBe(true);
    expect(isAbandonedCreate(row, { side: 'mailbox', item: item({ when }, { tag, begun: 'rev' }) }, keys)).toBe(false);
    expect(
      isAbandonedCreate(row, { side: 'mailbox', item: item({ when, title: 'edited' }, { tag, begun: 'n' }) }, keys),
    ).toBe(false);
  });
});

describe('asSent', () => {
  it('keeps what reads as sent; of a write that has not come to its end, also `when`', () => {
    const target = { title: 'a', when: 'b' };
    expect(asSent({ title: 'a', when: 'x', location: 'y' }, target, false)).toEqual({ title: 'a' });
    expect(asSent({ title: 'z', when: 'x' }, target, true)).toEqual({ when: 'b' });
    expect(asSent({ when: 'x' }, { title: 'a' }, true)).toEqual({});
  });
});

describe('without', () => {
  it('leaves the original as it is', () => {
    const row = { a: 1, b: 2 };
    expect(without(row, 'a')).toEqual({ b: 2 });
    expect(row).toEqual({ a: 1, b: 2 });
  });
});
