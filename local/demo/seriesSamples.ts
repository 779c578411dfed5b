// Series of every kind that both sides can hold, and one that Outlook cannot hold. Pure.
import type {
  CalendarEvent,
  Instant,
  Recurrence,
  RecurrenceId,
  RecurrenceRule,
  Weekday,
  When,
} from '../../shared/calendar/event.ts';
import { recurrenceIds } from '../../shared/calendar/recurrence/occurrences.ts';
import { toInstant, toLocal } from '../../shared/calendar/timeZone.ts';
import { allDay, timed } from '../../shared/calendar/when.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The series of kind `number`, counted around. Each begins at its own time after `from`. */
export function sampleSeries(number: number, from: Instant): When {
  const kind = KINDS[number % KINDS.length];
  if (!kind) throw new RangeError('there is no such kind of series');
  const start = from + number * DAY_MS + 7 * HOUR_MS;
  const first = kind.zone === undefined ? allDayFrom(start) : timed({ start, end: start + HOUR_MS }, kind.zone);
  const rule = kind.rule(dayOf(first.start));
  const ids = recurrenceIds({ ...first, recurrence: { rule, overrides: {} } })
    .take(OVERRIDES_AMONG)
    .toArray();
  return { ...first, recurrence: { rule, overrides: kind.overrides?.(ids) ?? {} } };
}

/** On the 1st and the 15th of each month: Outlook has no such pattern. */
export function unheldSeries(from: Instant, keywords: readonly string[]): CalendarEvent {
  const rule = { frequency: 'monthly', interval: 1, byMonthDay: [1, 15], end: { kind: 'never' } } as const;
  return {
    title: 'Pay days',
    description: '',
    location: '',
    when: { ...allDayFrom(from), recurrence: { rule, overrides: {} } },
    privacy: 'public',
    freeBusyStatus: 'free',
    keywords,
    alert: null,
  };
}

/** The first date of a series, in the terms of recurrence rules. */
interface Day {
  readonly weekday: Weekday;
  readonly ofMonth: number;
  readonly month: number;
  /** The place of this weekday in its month: 1 to 4, or -1 for the last. */
  readonly nth: number;
}

interface Kind {
  /** Undefined for an all-day series. */
  readonly zone?: string;
  readonly rule: (first: Day) => RecurrenceRule;
  /** Changes among the first occurrences. */
  readonly overrides?: (ids: readonly RecurrenceId[]) => Recurrence['overrides'];
}

const OVERRIDES_AMONG = 6;
const WEEKDAYS: readonly Weekday[] = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];
const never = { kind: 'never' } as const;
const times = (count: number) => ({ kind: 'count', count }) as const;
/** Outlook moves day 29 to 31 to the last day of a shorter month. */
const skipOf = (day: number) => (day > 28 ? ({ skip: 'backward' } as const) : {});
const excluded = { excluded: true } as const;

const KINDS: readonly Kind[] = [
  {
    zone: 'Europe/Helsinki',
    rule: () => ({ frequency: 'daily', interval: 1, end: times(20) }),
    overrides: ([first = '', second = '', third = '', fourth = '']) => ({
      [first]: excluded,
      [second]: excluded,
      [third]: { when: { showWithoutTime: false, start: later(third), duration: 'PT30M' }, title: 'Later that day' },
      [fourth]: { location: 'Another room', alert: { minutesBefore: 5 } },
    }),
  },
  {
    zone: 'America/Los_Angeles',
    rule: ({ weekday }) => ({
      frequency: 'weekly',
      interval: 2,
      firstDayOfWeek: 'su',
      byDay: [{ day: weekday }],
      end: never,
    }),
    overrides: ([, second = '']) => ({ [second]: { freeBusyStatus: 'tentative', keywords: ['Moved'] } }),
  },
  {
    rule: ({ weekday }) => ({ frequency: 'weekly', interval: 1, byDay: [{ day: weekday }], end: times(10) }),
    overrides: ([, second = '', third = '']) => ({ [second]: excluded, [third]: { title: 'This day only' } }),
  },
  {
    zone: 'Pacific/Auckland',
    rule: ({ ofMonth }) => ({
      frequency: 'monthly',
      interval: 1,
      byMonthDay: [ofMonth],
      ...skipOf(ofMonth),
      end: never,
    }),
  },
  {
    zone: 'Asia/Kathmandu',
    rule: ({ weekday, nth }) => ({
      frequency: 'monthly',
      interval: 3,
      byDay: [{ day: weekday, nthOfPeriod: nth }],
      end: times(8),
    }),
    overrides: ([first = '']) => ({ [first]: { description: 'Only the first time\nin two lines' } }),
  },
  {
    rule: ({ month, ofMonth }) => ({
      frequency: 'yearly',
      interval: 1,
      byMonth: [month],
      byMonthDay: [ofMonth],
      ...skipOf(ofMonth),
      end: never,
    }),
  },
  {
    zone: 'Europe/London',
    rule: ({ weekday, nth, month }) => ({
      frequency: 'yearly',
      interval: 1,
      byMonth: [month],
      byDay: [{ day: weekday, nthOfPeriod: nth }],
      end: times(5),
    }),
  },
];

function dayOf(start: string): Day {
  const date = new Date(toInstant(start.slice(0, '2026-11-20'.length), 'UTC'));
  const ofMonth = date.getUTCDate();
  const nth = Math.ceil(ofMonth / 7);
  const weekday = WEEKDAYS[date.getUTCDay()] ?? 'mo';
  return { weekday, ofMonth, month: date.getUTCMonth() + 1, nth: nth > 4 ? -1 : nth };
}

function allDayFrom(start: Instant) {
  const day = (offset: number) => toLocal(start + offset * DAY_MS, 'UTC').slice(0, '2026-11-20'.length);
  return allDay(day(0), day(1));
}

const later = (id: RecurrenceId): string => toLocal(toInstant(id, 'UTC') + 2 * HOUR_MS, 'UTC');
