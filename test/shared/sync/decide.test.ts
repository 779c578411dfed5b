// Every pair of states. The expected decisions are those of docs/sync.md, written out a second time on purpose.
import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../../shared/calendar/event.ts';
import { COPY_DECISIONS, changedFields, DECISIONS } from '../../../shared/sync/decide.ts';

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
