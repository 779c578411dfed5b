import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { occurrenceItem, occurrenceItems } from '../../../../shared/sync/expansion/occurrenceItem.ts';
import { unheldSeries } from '../../../../shared/sync/pair/scope/unheldSeries.ts';
import { closing, entryOf, expanding } from './unheldSeries.ts';

const january = (event: CalendarEvent, more = {}) => occurrenceItem(expanding, entryOf(event, more), '2027-01-31');

describe('occurrenceItem', () => {
  it('is a single event with what is different about it, under an id of its own and without the entry’s tag', () => {
    const override = { '2027-01-31T09:00:00': { title: 'Closing the year' } };
    const item = january(closing(override), { tag: { pair: 'p', nonce: 'n' }, rev: '2027-01-31=r7 2027-03-31=r8' });
    expect(item).toMatchObject({
      id: 'S1!2027-01-31',
      rev: 'r7',
      fixed: new Set(['privacy']),
      content: { kind: 'event', event: { title: 'Closing the year', when: { start: '2027-01-31T09:00:00' } } },
    });
    expect(item?.tag).toBeUndefined();
    expect(item?.content.kind === 'event' && item.content.event.when.recurrence).toBeUndefined();
  });

  it('has another version when it changes, or its people, and none when another occurrence does', () => {
    const { version } = january(closing()) ?? {};
    const changed = (overrides: Parameters<typeof closing>[0], more = {}) => january(closing(overrides), more)?.version;
    expect(changed({ '2027-03-31T09:00:00': { title: 'Other' } }, { version: '2' })).toBe(version);
    expect(changed({ '2027-01-31T09:00:00': { title: 'Other' } })).not.toBe(version);
    expect(changed({}, { owner: 'grace@example.com' })).not.toBe(version);
    expect(changed({}, { participants: ['grace@example.com'] })).not.toBe(version);
    expect(changed({}, { type: 'meeting' })).not.toBe(version);
    expect(version).not.toContain('Closing');
  });

  it('is none where the series has none', () => {
    expect(january(closing({ '2027-01-31T09:00:00': { excluded: true } }))).toBeUndefined();
    expect(occurrenceItem(expanding, entryOf(closing()), '2027-02-28')).toBeUndefined();
    expect(occurrenceItem(expanding, entryOf(closing()), 'no key')).toBeUndefined();
  });

  it('is left out where nobody can say when it is: a time in a series of dates', () => {
    const when = { showWithoutTime: true, start: '2026-12-31', duration: 'P1D' } as const;
    const overrides = {
      '2027-01-31': { when: { showWithoutTime: false, start: '2027-01-31T09:00:00', duration: 'PT1H' } },
    } as const;
    const { recurrence } = closing(overrides).when;
    const event = { ...closing(), when: { ...when, ...(recurrence ? { recurrence } : {}) } };
    expect(january(event)?.content).toMatchObject({ kind: 'leftOut', reason: 'recurrence-not-supported' });
  });
});

describe('occurrenceItems', () => {
  it('are those of the window, under the ids by which they are read', () => {
    const window = { from: Date.UTC(2027, 0, 1), until: Date.UTC(2027, 2, 1) };
    const entry = entryOf(closing());
    const items = occurrenceItems(expanding, { entry, series: closing() }, window);
    expect(items).toEqual([january(closing())]);
  });
});

describe('unheldSeries', () => {
  it('is none of what a mailbox holds', () => {
    const weekly = closing({}, { frequency: 'weekly', interval: 1, end: { kind: 'never' } });
    expect(unheldSeries(expanding, entryOf(weekly))).toBeUndefined();
    const { recurrence: _, ...when } = closing().when;
    expect(unheldSeries(expanding, entryOf({ ...closing(), when }))).toBeUndefined();
    expect(unheldSeries(expanding, entryOf(closing()))).toEqual(closing());
  });
});
