import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../shared/calendar/event.ts';
import { createPrinter } from '../../../shared/calendar/fingerprint.ts';
import {
  bindAnswered,
  bindCreated,
  halfPair,
  isAbandonedCreate,
  leftOutOf,
  without,
} from '../../../shared/sync/pair.ts';
import type { Item } from '../../../shared/sync/remote.ts';
import type { CreateIntent } from '../../../shared/sync/rows.ts';
import { EVENT } from '../../contract/mailbox.ts';

const print = createPrinter(new Uint8Array(32));
const item = (change: Partial<CalendarEvent> = {}, more: Partial<Item> = {}): Item => ({
  id: 'item',
  version: 'v1',
  uid: 'uid',
  content: { kind: 'event', event: { ...EVENT, ...change } },
  ...more,
});
const series: Item = { ...item(), content: { kind: 'leftOut', reason: 'recurring-series', title: 'Weekly' } };
const intent: CreateIntent = {
  op: 'create',
  nonce: 'n',
  at: 0,
  losers: [],
  target: print(EVENT),
  otherBase: print(EVENT),
};
const END = Date.UTC(2026, 11, 1, 8, 30);

describe('leftOutOf', () => {
  it('leaves out what ended at the start of the synchronisation or before, and what cannot take part', () => {
    expect(leftOutOf(item(), END - 1)).toBeUndefined();
    expect(leftOutOf(item(), END)).toBe('ended-before-start-of-sync');
    expect(leftOutOf(series, 0)).toBe('recurring-series');
  });
});

describe('halfPair', () => {
  it('remembers how the item was first seen, and no content', () => {
    const row = halfPair('p', 'mailbox', item(), print, 0);
    expect(row).toMatchObject({ pair: 'p', mailbox: { id: 'item', uid: 'uid', base: print(EVENT) } });
    expect(row.firstSeen?.version).toBe('v1');
    expect(JSON.stringify(row)).not.toContain(EVENT.title);
  });

  it('of a series it cannot be matched', () => {
    expect(halfPair('p', 'mailbox', series, print, 0)).toMatchObject({
      leftOut: 'recurring-series',
      mailbox: { base: {} },
    });
    expect(halfPair('p', 'mailbox', series, print, 0).firstSeen).toBeUndefined();
  });
});

describe('bindCreated and bindAnswered', () => {
  const half = { ...halfPair('p', 'source', item(), print, 0), intents: { mailbox: intent } };
  const edited = item({ title: 'edited since' });

  it('found by its tag, a field that no longer reads as sent has no base: it is an edit', () => {
    const row = bindCreated(half, 'mailbox', intent, edited, { print, at: 7 });
    expect(row.mailbox?.base.title).toBeUndefined();
    expect(row.mailbox?.base.location).toBe(print(EVENT).location);
    expect(row).toMatchObject({ intents: {}, mailbox: { madeAt: 7 } });
  });

  it('answered by the write itself, whatever it reads is what the side stores', () => {
    const row = bindAnswered(half, 'mailbox', intent, edited, { print, at: 7 });
    expect(row.mailbox?.base).toEqual(print({ ...EVENT, title: 'edited since' }));
  });
});

describe('isAbandonedCreate', () => {
  const row = {
    ...halfPair('p', 'source', item(), print, 0),
    abandoned: [{ side: 'mailbox' as const, nonce: 'n', target: print(EVENT) }],
  };

  it('knows the item by its nonce as long as it reads as it was sent', () => {
    const tag = { pair: 'p', nonce: 'n' };
    expect(isAbandonedCreate(row, 'mailbox', item({}, { tag }), print)).toBe(true);
    expect(isAbandonedCreate(row, 'mailbox', item({ title: 'edited' }, { tag }), print)).toBe(false);
    expect(isAbandonedCreate(row, 'mailbox', item({}, { tag: { pair: 'p', nonce: 'other' } }), print)).toBe(false);
    expect(isAbandonedCreate(row, 'source', item({}, { tag }), print)).toBe(false);
  });
});

describe('without', () => {
  it('leaves the original as it is', () => {
    const row = { a: 1, b: 2 };
    expect(without(row, 'a')).toEqual({ b: 2 });
    expect(row).toEqual({ a: 1, b: 2 });
  });
});
