// Random series that Outlook can hold, for round trips: rules of every pattern, ends, zones, days, exclusions, changed
// and moved occurrences.
import fc from 'fast-check';
import type {
  CalendarEvent,
  OccurrenceOverride,
  RecurrenceEnd,
  RecurrenceId,
  RecurrenceRule,
  Weekday,
  When,
} from '../../../../shared/calendar/event.ts';
import { recurrenceIds } from '../../../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../../../shared/calendar/recurrence/outlookSeries.ts';
import { EVENT, HOSTILE } from '../../../contract/mailbox.ts';

const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const ZONES = [
  'Europe/Helsinki',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/St_Johns',
  'UTC',
];
const DAY_MS = 86_400_000;

const dates = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));
const ends: fc.Arbitrary<RecurrenceEnd> = fc.oneof(
  fc.constant({ kind: 'never' as const }),
  fc.integer({ min: 1, max: 60 }).map((count) => ({ kind: 'count' as const, count })),
);
const texts = fc.oneof(fc.constantFrom(...HOSTILE, ''), fc.string({ unit: 'binary', maxLength: 20 }));

/** A rule of which `start` is the first occurrence. */
interface RuleParts {
  readonly kind: number;
  readonly interval: number;
  readonly more: readonly Weekday[];
  readonly end: RecurrenceEnd;
}

function ruleFrom(start: string, { kind, interval, more, end }: RuleParts): RecurrenceRule {
  const day = new Date(`${start}T00:00:00Z`);
  const weekday = WEEKDAYS[(day.getUTCDay() + 6) % 7] ?? 'mo';
  const nthOfPeriod = Math.ceil(day.getUTCDate() / 7);
  const byMonthDay = [day.getUTCDate()];
  switch (kind) {
    case 0:
      return { frequency: 'daily', interval, end };
    case 1: {
      const byDay = WEEKDAYS.filter((each) => each === weekday || more.includes(each)).map((each) => ({ day: each }));
      return { frequency: 'weekly', interval, byDay, firstDayOfWeek: 'su', end };
    }
    case 2:
      return { frequency: 'monthly', interval, byMonthDay, skip: 'backward', end };
    case 3:
      return {
        frequency: 'monthly',
        interval,
        byDay: [{ day: weekday, nthOfPeriod: nthOfPeriod > 4 ? -1 : nthOfPeriod }],
        end,
      };
    default:
      return { frequency: 'yearly', interval: 1, byMonth: [day.getUTCMonth() + 1], byMonthDay, skip: 'backward', end };
  }
}

const baseWhens: fc.Arbitrary<When> = fc
  .record({
    start: dates,
    kind: fc.integer({ min: 0, max: 4 }),
    interval: fc.integer({ min: 1, max: 3 }),
    more: fc.subarray([...WEEKDAYS]),
    end: ends,
    hour: fc.option(fc.integer({ min: 0, max: 22 })),
    timeZone: fc.constantFrom(...ZONES),
  })
  .map(({ start, kind, interval, more, end, hour, timeZone }) => {
    const recurrence = { rule: ruleFrom(start, { kind, interval, more, end }), overrides: {} };
    if (hour === null) return { showWithoutTime: true, start, duration: 'P1D', recurrence };
    const time = `${start}T${String(hour).padStart(2, '0')}:30:00`;
    return { showWithoutTime: false, start: time, timeZone, duration: 'PT45M', recurrence };
  });

const changes = fc.record({
  nth: fc.integer({ min: 0, max: 14 }),
  kind: fc.constantFrom('excluded', 'changed', 'moved', 'other day'),
  title: fc.option(texts),
  location: fc.option(texts),
  alert: fc.option(fc.option(fc.integer({ min: 0, max: 600 }))),
  days: fc.constantFrom(-1, 1),
});
type Change = typeof changes extends fc.Arbitrary<infer C> ? C : never;

function overrideOf(change: Change, when: When, id: RecurrenceId): OccurrenceOverride {
  if (change.kind === 'excluded') return { excluded: true };
  const { title, location, alert } = change;
  const fields = {
    ...(title === null ? {} : { title }),
    ...(location === null ? {} : { location }),
    ...(alert === null ? {} : { alert: alert === undefined ? null : { minutesBefore: alert ?? 0 } }),
  };
  if (change.kind === 'changed') return fields;
  const days = change.kind === 'other day' ? change.days : 0;
  const date = new Date(Date.parse(id.slice(0, 10)) + days * DAY_MS).toISOString().slice(0, 10);
  if (when.showWithoutTime) return { ...fields, when: { showWithoutTime: true, start: date, duration: 'P1D' } };
  return { ...fields, when: { showWithoutTime: false, start: `${date}T12:00:00`, duration: 'PT30M' } };
}

/** Those that Outlook can hold, with what is different as people make it: sometimes all that the rule allows. */
export const heldSeries: fc.Arbitrary<CalendarEvent> = fc
  .record({
    when: baseWhens,
    changes: fc.uniqueArray(changes, { maxLength: 6, selector: ({ nth }) => nth }),
    title: texts,
  })
  .map(({ when, changes: each, title }) => {
    if (!when.recurrence) throw new Error('not a series');
    const ids = [...recurrenceIds(when).take(15)];
    const overrides = Object.fromEntries(
      each.flatMap((change) => {
        const id = ids[change.nth];
        return id === undefined ? [] : [[id, overrideOf(change, when, id)]];
      }),
    );
    return { ...EVENT, title, when: { ...when, recurrence: { rule: when.recurrence.rule, overrides } } };
  })
  .filter(({ when }) => isHeldByOutlook(when));
