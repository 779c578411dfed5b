// Entries as the API gives them: what is given reads back as the same entry.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalFields } from '../../../../shared/calendar/canonical/canonical.ts';
import { normalOverrides } from '../../../../shared/calendar/canonical/normalOverrides.ts';
import { normalTexts } from '../../../../shared/calendar/canonical/normalTexts.ts';
import type { CalendarEvent, Recurrence, RecurrenceRule, When } from '../../../../shared/calendar/event.ts';
import { recurrenceIds } from '../../../../shared/calendar/recurrence/occurrences.ts';
import { endInstant, startInstant } from '../../../../shared/calendar/when.ts';
import { parseEntry } from '../../../../shared/sources/entries/entry.ts';
import { entryJson } from '../../../../shared/sources/entries/entryJson.ts';
import { ALERT_MINUTES, fieldTooLarge } from '../../../../shared/sources/entries/fieldLimits.ts';
import type { EntryContent } from '../../../../shared/state/entry.ts';
import { sampleEvent } from '../../../contract/source.ts';
import { hostile } from '../../calendar/hostile.ts';
import { heldSeries } from '../../exchange/ews/randomEvents.ts';

const known = { types: ['meeting', 'task'], users: new Set(['ada@example.com']) };
const entryOf = (event: CalendarEvent): EntryContent => ({
  type: 'task',
  owner: 'ada@example.com',
  participants: ['bob@example.com'],
  content: { kind: 'event', event },
});
function parsed(value: unknown): EntryContent {
  const result = parseEntry(value, known);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
}

const zones = fc.constantFrom('Europe/Helsinki', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const when: fc.Arbitrary<When> = fc.oneof(
  fc
    .record({
      day: fc.integer({ min: 0, max: 3000 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      seconds: fc.integer({ min: 0, max: 300_000 }),
      zone: zones,
    })
    .map(({ day, minute, seconds, zone }): When => {
      const start = new Date(Date.UTC(2024, 0, 1 + day, 0, minute)).toISOString().slice(0, 19);
      const hours = Math.floor(seconds / 3600);
      return {
        showWithoutTime: false,
        start,
        timeZone: zone,
        duration: `PT${hours}H${Math.floor((seconds % 3600) / 60)}M${seconds % 60}S`,
      };
    }),
  fc.record({ day: fc.integer({ min: 0, max: 3000 }), days: fc.integer({ min: 1, max: 400 }) }).map(
    ({ day, days }): When => ({
      showWithoutTime: true,
      start: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
      duration: `P${days}D`,
    }),
  ),
);

const frequency = fc.constantFrom('daily', 'weekly', 'monthly', 'yearly');
const rule: fc.Arbitrary<RecurrenceRule> = fc
  .record(
    {
      frequency,
      interval: fc.integer({ min: 1, max: 4 }),
      firstDayOfWeek: fc.constantFrom('mo', 'su', 'fr'),
      byDay: fc.subarray([{ day: 'mo' }, { day: 'we' }, { day: 'sa' }, { day: 'su' }], { minLength: 1 }),
      byMonth: fc.subarray([1, 5, 12], { minLength: 1 }),
      end: fc.oneof(
        fc.constant({ kind: 'never' }),
        fc.integer({ min: 3, max: 30 }).map((count) => ({ kind: 'count', count })),
        fc.constant({ kind: 'until', until: '2100-01-31' }),
      ),
    },
    { requiredKeys: ['frequency', 'interval', 'end'] },
  )
  // The parts are drawn one by one: together they are a rule.
  .map((parts) => parts as RecurrenceRule);
const patch = fc.record(
  {
    title: fc.constantFrom('Other', '</t:Subject>'),
    description: fc.constantFrom('', 'a\nb'),
    location: fc.constant('Elsewhere'),
    freeBusyStatus: fc.constantFrom('free', 'oof'),
    keywords: fc.constantFrom([], ['red']),
    alert: fc.constantFrom(null, { minutesBefore: 0 }),
  },
  { requiredKeys: [] },
);
const series: fc.Arbitrary<CalendarEvent> = fc
  .record({ first: when, rule, override: fc.oneof(patch, fc.constant({ excluded: true } as const)), at: fc.nat(2) })
  .map(({ first, rule, override, at }) => {
    const bare: When = { ...first, recurrence: { rule, overrides: {} } };
    const id = recurrenceIds(bare).take(3).toArray()[at];
    const isNone = id === undefined || Object.keys(override).length === 0;
    const recurrence: Recurrence = { rule, overrides: isNone ? {} : { [id]: override } };
    return { ...sampleEvent, when: { ...first, recurrence } };
  })
  // Every second month from June on, but only in May: that is no series.
  .filter(({ when }) => recurrenceIds(when).take(2).toArray().length === 2);

/** Events as the synchronisation makes entries of them: with any text, or none, and any reminder that Exchange holds. */
const made: fc.Arbitrary<CalendarEvent> = fc
  .record({
    event: heldSeries,
    title: fc.oneof(hostile, fc.constantFrom('', '   ')),
    description: hostile,
    keywords: fc.array(hostile, { maxLength: 3 }),
    minutesBefore: fc.integer({ min: 0, max: ALERT_MINUTES }),
  })
  .map(({ event, minutesBefore, ...texts }) =>
    normalOverrides(normalTexts({ ...event, ...texts, alert: { minutesBefore } })),
  )
  .filter((event) => fieldTooLarge(event) === undefined);

describe('entryJson', () => {
  it('what it gives of any entry that a synchronisation makes is taken back unchanged', () => {
    const property = fc.property(made, (event) => {
      const { content } = parsed(entryJson(entryOf(event)));
      if (content.kind !== 'event') throw new Error('an event became something else');
      expect(equalFields(content.event, event)).toBe(true);
      const { when: _, ...fields } = event;
      expect(content.event).toMatchObject(fields);
    });
    fc.assert(property, { seed: 20261120, numRuns: 200 });
  });

  it('what it gives is read back as the same entry, in every zone and across changes of the clocks', () => {
    fc.assert(
      fc.property(when, (time) => {
        const entry = entryOf({ ...sampleEvent, when: time });
        const back = parsed(entryJson(entry));
        expect({ ...back, content: undefined }).toEqual({ ...entry, content: undefined });
        if (back.content.kind !== 'event') throw new Error('an event became something else');
        const { when: readWhen, ...rest } = back.content.event;
        const { when: _, ...expected } = sampleEvent;
        expect(rest).toEqual(expected);
        expect(readWhen.showWithoutTime).toBe(time.showWithoutTime);
        expect(startInstant(readWhen, 'UTC')).toBe(startInstant(time, 'UTC'));
        expect(endInstant(readWhen, 'UTC')).toBe(endInstant(time, 'UTC'));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('a series it gives is read back as the same series, word for word', () => {
    fc.assert(
      fc.property(series, (event) => {
        const json = entryJson(entryOf(event));
        const back = parsed(JSON.parse(JSON.stringify(json)));
        expect(entryJson(back)).toEqual(json);
        const { duration: _, ...expected } = event.when;
        expect(back.content).toMatchObject({ kind: 'event', event: { ...event, when: expected } });
        if (back.content.kind !== 'event') throw new Error('a series became something else');
        expect(back.content.event.when.recurrence).toEqual(event.when.recurrence);
        expect(endInstant(back.content.event.when, 'UTC')).toBe(endInstant(event.when, 'UTC'));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('gives a series in the words in which an application gives it', () => {
    const body = {
      type: 'meeting',
      title: 'Board',
      description: '',
      location: 'Room 1',
      showWithoutTime: false,
      start: '2026-12-01T09:00:00',
      end: '2026-12-01T10:30:00',
      timeZone: 'Europe/Helsinki',
      recurrenceRule: {
        frequency: 'monthly',
        interval: 1,
        byDay: [{ day: 'tu', nthOfPeriod: 1 }],
        until: '2027-12-31',
      },
      recurrenceOverrides: {
        '2027-01-05T09:00:00': { excluded: true },
        '2027-02-02T09:00:00': { start: '2027-02-03T13:00:00', end: '2027-02-03T14:00:00', title: 'Board, later' },
        '2027-03-02T09:00:00': { showWithoutTime: true, start: '2027-03-02', end: '2027-03-03', alert: null },
        '2027-04-06T09:00:00': { location: '', keywords: [], freeBusyStatus: 'tentative', alert: 5, description: 'x' },
      },
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: ['Customer'],
      alert: 15,
      owner: 'ada@example.com',
      participants: [],
    };
    expect(entryJson(parsed(body))).toEqual(body);
  });

  it('of a series, an end that has no name in local time is given as a duration: the zone stays', () => {
    const when = {
      showWithoutTime: false,
      start: '2026-10-25T02:30:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT2H',
      recurrence: { rule: { frequency: 'daily', interval: 1, end: { kind: 'never' } }, overrides: {} },
    } as const;
    const json = entryJson(entryOf({ ...sampleEvent, when }));
    expect(json).toMatchObject({ start: '2026-10-25T02:30:00', duration: 'PT2H', timeZone: 'Europe/Helsinki' });
    expect(parsed(json)).toMatchObject({ content: { event: { when } } });
  });

  it('an end within an hour that the clocks repeat is written in UTC, so that nothing is shorter', () => {
    const when = {
      showWithoutTime: false,
      start: '2026-10-25T02:30:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT2H',
    } as const;
    const json = entryJson(entryOf({ ...sampleEvent, when }));
    expect(json).toMatchObject({ start: '2026-10-24T23:30:00', end: '2026-10-25T01:30:00', timeZone: 'UTC' });
  });

  it('the reminder is minutes or null', () => {
    expect(entryJson(entryOf(sampleEvent))).toMatchObject({ alert: 15 });
    expect(entryJson(entryOf({ ...sampleEvent, alert: null }))).toMatchObject({ alert: null });
  });

  it('an entry that takes no part says why', () => {
    const content = { kind: 'leftOut', reason: 'recurrence-not-supported', title: 'Weekly' } as const;
    expect(entryJson({ ...entryOf(sampleEvent), content })).toMatchObject({
      title: 'Weekly',
      leftOut: 'recurrence-not-supported',
    });
  });
});
