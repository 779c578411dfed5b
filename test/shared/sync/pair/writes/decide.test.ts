// Every pair of states. The expected decisions are those of docs/sync.md, written out a second time on purpose.

import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../../../../shared/calendar/event.ts';
import { changedFields } from '../../../../../shared/sync/pair/row/prints.ts';
import {
  COPY_DECISIONS,
  DECISIONS,
  TO_EXCHANGE_DECISIONS,
  TO_SOURCE_DECISIONS,
} from '../../../../../shared/sync/pair/writes/decide.ts';

const TABLE = [
  ['absent', 'absent', 'nothing', 'nothing'],
  ['absent', 'same', 'createEvent', 'createEvent'],
  ['absent', 'changed', 'createEvent', 'createEvent'],
  ['absent', 'gone', 'tombstone', 'tombstone'],
  ['same', 'absent', 'createEntry', 'nothing'],
  ['same', 'same', 'merge', 'merge'],
  ['same', 'changed', 'merge', 'merge'],
  ['same', 'gone', 'deleteEvent', 'deleteEvent'],
  ['changed', 'absent', 'createEntry', 'nothing'],
  ['changed', 'same', 'merge', 'merge'],
  ['changed', 'changed', 'merge', 'merge'],
  ['changed', 'gone', 'recreateEntry', 'deleteEvent'],
  ['gone', 'absent', 'tombstone', 'tombstone'],
  ['gone', 'same', 'deleteEntry', 'left'],
  ['gone', 'changed', 'recreateEvent', 'left'],
  ['gone', 'gone', 'tombstone', 'tombstone'],
] as const;

describe('DECISIONS', () => {
  it.each(TABLE)('mailbox %s, source %s: %s', (mailbox, source, decision) => {
    expect(DECISIONS[mailbox][source]).toBe(decision);
  });

  it('deletes only what is unchanged and whose other side is gone (I3)', () => {
    for (const [mailbox, row] of Object.entries(DECISIONS)) {
      for (const [source, decision] of Object.entries(row)) {
        if (decision === 'deleteEvent') expect([mailbox, source]).toEqual(['same', 'gone']);
        if (decision === 'deleteEntry') expect([mailbox, source]).toEqual(['gone', 'same']);
      }
    }
  });
});

describe('COPY_DECISIONS', () => {
  it.each(TABLE)("a participant's copy: mailbox %s, source %s: not %s but %s", (mailbox, source, _, decision) => {
    expect(COPY_DECISIONS[mailbox][source]).toBe(decision);
  });
});

const ONE_WAY = [
  ['absent', 'absent', 'nothing', 'nothing'],
  ['absent', 'same', 'createEvent', 'leftOut'],
  ['absent', 'changed', 'createEvent', 'leftOut'],
  ['absent', 'gone', 'tombstone', 'tombstone'],
  ['same', 'absent', 'leftOut', 'createEntry'],
  ['same', 'same', 'merge', 'merge'],
  ['same', 'changed', 'merge', 'merge'],
  ['same', 'gone', 'deleteEvent', 'forbiddenDelete'],
  ['changed', 'absent', 'leftOut', 'createEntry'],
  ['changed', 'same', 'merge', 'merge'],
  ['changed', 'changed', 'merge', 'merge'],
  ['changed', 'gone', 'deleteEvent', 'forbiddenDelete'],
  ['gone', 'absent', 'tombstone', 'tombstone'],
  ['gone', 'same', 'forbiddenDelete', 'deleteEntry'],
  ['gone', 'changed', 'forbiddenDelete', 'deleteEntry'],
  ['gone', 'gone', 'tombstone', 'tombstone'],
] as const;

describe('TO_EXCHANGE_DECISIONS, TO_SOURCE_DECISIONS', () => {
  it.each(ONE_WAY)('mailbox %s, source %s: %s, the other way %s', (mailbox, source, toExchange, toSource) => {
    expect(TO_EXCHANGE_DECISIONS[mailbox][source]).toBe(toExchange);
    expect(TO_SOURCE_DECISIONS[mailbox][source]).toBe(toSource);
  });

  it('write nothing of their own to the side that they only read', () => {
    const decided = (decisions: object) => Object.values(decisions).flatMap((row) => Object.values(row));
    expect(decided(TO_EXCHANGE_DECISIONS).filter((each) => /Entry$/.test(String(each)))).toEqual([]);
    expect(decided(TO_SOURCE_DECISIONS).filter((each) => /Event$/.test(String(each)))).toEqual([]);
  });
});

describe('changedFields', () => {
  const base = Object.fromEntries(EVENT_FIELDS.map((field) => [field, 'x']));

  it('is empty for what the side last stored', () => {
    expect(changedFields(base, base)).toEqual([]);
  });

  it('names a field that differs and one that has no base', () => {
    const { location: _, ...withoutLocation } = base;
    expect(changedFields({ ...base, title: 'y' }, withoutLocation)).toEqual(['title', 'location']);
  });
});
