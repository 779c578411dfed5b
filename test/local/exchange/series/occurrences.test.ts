import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { contentOfEvent, type PersonEvent } from '../../../../local/exchange/person/event.ts';
import { createPerson } from '../../../../local/exchange/person/person.ts';
import { dateOf, dayOf } from '../../../../local/exchange/recurrence/dates.ts';
import { daysOfSeries } from '../../../../local/exchange/recurrence/recurrence.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import { ResponseError } from '../../../../local/exchange/soap/errors.ts';
import type { Item } from '../../../../local/exchange/store/item.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';
import { ianaFromWindows } from '../../../../shared/calendar/zones/windowsZones.ts';

const create = (event: PersonEvent): Item =>
  createPerson(
    createMailbox({ address: 'ada@example.com', seed: 'test', clock: () => 0, changed: () => undefined }),
  ).create(event);
const everyDay = { pattern: { kind: 'Daily', interval: 1 }, end: { kind: 'Numbered', count: 400 } } as const;
const ever = [Date.UTC(2020, 0, 1), Date.UTC(2040, 0, 1)] as const;
const ZONES = [
  'FLE Standard Time',
  'Pacific Standard Time',
  'New Zealand Standard Time',
  'Nepal Standard Time',
  'Newfoundland Standard Time',
  'Lord Howe Standard Time',
  'UTC',
];

describe('occurrencesBetween', () => {
  it.each(ZONES)('keeps the wall time of %s all year', (zone) => {
    const iana = ianaFromWindows(zone) ?? '';
    const series = create({ start: '2027-01-01T09:30:00', end: '2027-01-01T10:00:00', zone, recurrence: everyDay });
    const local = occurrencesBetween(series, ...ever).map(({ start }) =>
      Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(iana).toPlainDateTime().toString(),
    );
    const days = Array.from({ length: 400 }, (_, n) => dateOf(dayOf('2027-01-01') + n));
    expect(local).toEqual(days.map((date) => `${date}T09:30:00`));
  });

  it.each(ZONES)('has whole days of %s, one after the other', (zone) => {
    const days = { start: '2027-01-01T00:00:00', end: '2027-01-02T00:00:00', zone, isAllDay: true };
    const found = occurrencesBetween(create({ ...days, recurrence: everyDay }), ...ever);
    expect(found).toHaveLength(400);
    expect(found.slice(1).map(({ start }) => start)).toEqual(found.slice(0, -1).map(({ end }) => end));
  });

  it('moves an occurrence out of the hour that the clocks skip, and that one alone', () => {
    const series = create({
      ...{ start: '2027-03-27T03:30:00', end: '2027-03-27T03:45:00', zone: 'FLE Standard Time' },
      recurrence: { pattern: everyDay.pattern, end: { kind: 'Numbered', count: 3 } },
    });
    const found = occurrencesBetween(series, ...ever).map(({ start }) => new Date(start).toISOString().slice(5, 16));
    expect(found).toEqual(['03-27T01:30', '03-28T01:30', '03-29T00:30']);
  });

  it('finds in a range what a look at every occurrence finds', () => {
    const dates = fc.integer({ min: 0, max: 40 }).map((n) => dateOf(dayOf('2027-03-01') + n));
    const hours = fc.integer({ min: 0, max: 23 }).map((n) => String(n).padStart(2, '0'));
    const instants = fc.integer({ min: Date.UTC(2027, 1, 20), max: Date.UTC(2027, 3, 20) });
    const moves = fc.dictionary(dates, fc.tuple(dates, hours), { maxKeys: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), moves, fc.array(dates), instants, instants, (zone, moved, gone, a, b) => {
        const series = allowed({
          ...{ start: '2027-03-01T22:00:00', end: '2027-03-02T01:00:00', zone },
          recurrence: { pattern: { kind: 'Daily', interval: 2 }, end: { kind: 'Numbered', count: 20 } },
          exceptions: Object.fromEntries(
            Object.entries(moved).map(([date, [to, hour]]) => [
              date,
              { start: `${to}T${hour}:00:00`, end: `${to}T${hour}:30:00` },
            ]),
          ),
          deletions: gone,
        });
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const all = occurrencesBetween(series, ...ever);
        expect(all).toHaveLength(20 - series.deletions.length);
        const seen = occurrencesBetween(series, from, until).map(({ id }) => id);
        expect(new Set(seen)).toEqual(
          new Set(all.filter(({ start, end }) => start < until && end > from).map(({ id }) => id)),
        );
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});

/** The series with the changes that the calendar allows. */
function allowed({ exceptions = {}, deletions = [], ...event }: PersonEvent): Item {
  const days = contentOfEvent(event, '').recurrence;
  const held = new Set(days ? [...daysOfSeries(days)].map(dateOf) : []);
  let fits: PersonEvent = {
    ...event,
    deletions: [...new Set(deletions)].filter((date) => held.has(date)).slice(0, 19),
  };
  for (const [date, change] of Object.entries(exceptions)) {
    const more = { ...fits, exceptions: { ...fits.exceptions, [date]: change } };
    try {
      contentOfEvent(more, '');
      fits = more;
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
    }
  }
  return create(fits);
}
