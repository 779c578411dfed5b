// The canonical form of fields. Only canonical forms are compared and fingerprinted. They leave out differences that
// nobody would call a change: blanks, line ends, the zone of a single event, the order of keywords.
import { dateOf, dayOfMonthOf, monthOf, startDayOf, WEEKDAYS, weekdayOf } from '../days.ts';
import {
  type Alert,
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type Instant,
  type OccurrenceOverride,
  type OccurrenceWhen,
  type Recurrence,
  type RecurrenceId,
  type RecurrenceRule,
  type When,
} from '../event.ts';
import { isOccurrence } from '../recurrence/occurrences.ts';
import type { RecurrencePattern } from '../recurrence/pattern.ts';
import { patternOf } from '../recurrence/recurrencePattern.ts';
import { seriesDays } from '../recurrence/seriesDays.ts';
import { normalText } from '../text.ts';
import { durationDays, durationSeconds, startInstant } from '../when.ts';
import { comparableZone } from '../zones/zoneChoice.ts';

/** Returns the canonical form of a field's value. Throws RangeError for an invalid `when`. */
export function canonicalField<F extends EventField>(field: F, value: CalendarEvent[F]): string {
  return CANONICAL[field](value);
}

/** True where both patches have the same fields with the same canonical forms. */
export function equalFields(a: EventPatch, b: EventPatch): boolean {
  return EVENT_FIELDS.every((field) => {
    const [left, right] = [a[field], b[field]];
    if (left === undefined || right === undefined) return left === right;
    return canonicalField(field, left) === canonicalField(field, right);
  });
}

const CANONICAL: { readonly [F in EventField]: (value: CalendarEvent[F]) => string } = {
  title: oneLine,
  description: manyLines,
  location: oneLine,
  when: canonicalWhen,
  privacy: (privacy) => privacy,
  freeBusyStatus: (status) => status,
  keywords: canonicalKeywords,
  alert: canonicalAlert,
};

function oneLine(text: string): string {
  return normalText(text).replace(/\s+/g, ' ').trim();
}

function manyLines(text: string): string {
  const lines = normalText(text).split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** A timed event by its instant, so that the zone in which it is written does not matter; an all-day event by its dates. */
function canonicalWhen(when: When): string {
  if (when.recurrence) return canonicalSeries(when, when.recurrence);
  if (when.showWithoutTime) return `${when.start}/P${durationDays(when.duration)}D`;
  return `${isoSeconds(startInstant(when, when.timeZone))}/${durationSeconds(when.duration)}`;
}

/**
 * A series by the occurrences that it has, in whatever way its rule is written. It is compared by wall-clock time and
 * zone, since its instants move with the clocks. Two zones with one Windows id are equal as long as their clocks agree.
 */
function canonicalSeries(when: When, recurrence: Recurrence): string {
  // Throws RangeError for an invalid start or zone.
  startInstant(when, 'UTC');
  const { last } = seriesDays(when);
  const zone = when.showWithoutTime ? null : comparableZone(when);
  const rule = canonicalPattern(patternOf(when)) ?? canonicalRule(recurrence.rule, startDayOf(when));
  const end = last === undefined ? 'never' : dateOf(last);
  return JSON.stringify([canonicalSpan(when), zone, rule, end, canonicalOverrides(when, recurrence)]);
}

/** Returns the canonical form of an occurrence's time, local in the zone of its series. */
export function canonicalSpan({ showWithoutTime, start, duration }: OccurrenceWhen): string {
  return `${start}/${showWithoutTime ? `P${durationDays(duration)}D` : durationSeconds(duration)}`;
}

function canonicalPattern(pattern: RecurrencePattern | undefined): unknown {
  switch (pattern?.kind) {
    case undefined:
      return undefined;
    case 'daily':
      return [pattern.kind, pattern.interval];
    case 'weekly':
      return [pattern.kind, pattern.interval, pattern.days, pattern.firstDayOfWeek];
    case 'absoluteMonthly':
      return [pattern.kind, pattern.interval, pattern.dayOfMonth];
    case 'relativeMonthly':
      return [pattern.kind, pattern.interval, pattern.index, pattern.day];
  }
}

/** The parts of a rule without pattern, sorted and without repetition. Parts that the start implies are filled in. */
function canonicalRule(rule: RecurrenceRule, start: number): unknown {
  const { frequency, interval, firstDayOfWeek = 'mo', byDay, byMonthDay, byMonth, bySetPosition, skip } = rule;
  const weekStart = frequency === 'weekly' && interval > 1 ? firstDayOfWeek : 'mo';
  const startDay = WEEKDAYS.filter((_, at) => at === weekdayOf(start));
  const ofMonths = frequency === 'monthly' || frequency === 'yearly';
  const lists = [
    byDay?.map(({ day, nthOfPeriod }) => `${nthOfPeriod ?? ''}${day}`) ??
      (frequency === 'weekly' ? startDay : undefined),
    byMonthDay ?? (ofMonths && !byDay ? [dayOfMonthOf(start)] : undefined),
    byMonth ?? (frequency === 'yearly' && !byDay && !byMonthDay ? [(monthOf(start) % 12) + 1] : undefined),
    bySetPosition,
  ];
  const sorted = lists.map((list) => (list ? [...new Set<number | string>(list)].sort() : null));
  return [frequency, interval, weekStart, ...sorted, skip ?? null];
}

/** The overrides in the order of their ids, without those that change nothing. */
function canonicalOverrides(when: When, { overrides }: Recurrence): unknown {
  return Object.entries(overrides)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, override]) => {
      const form = canonicalOverride(when, id, override);
      const isByRule = isOccurrence(when, id);
      const counts = form === 'excluded' ? isByRule : form.length > 0 || !isByRule;
      return counts ? [[id, form]] : [];
    });
}

function canonicalOverride(when: When, id: RecurrenceId, override: OccurrenceOverride): 'excluded' | string[][] {
  if ('excluded' in override) return 'excluded';
  return EVENT_FIELDS.flatMap((field) => {
    if (field === 'privacy') return [];
    if (field === 'when') {
      const form = canonicalSpan(override.when ?? { ...when, start: id });
      return form === canonicalSpan({ ...when, start: id }) ? [] : [[field, form]];
    }
    const value = override[field];
    return value === undefined ? [] : [[field, canonicalField(field, value)]];
  });
}

/** As JSON, since a keyword may contain any separator. The order of categories has no meaning in Outlook. */
function canonicalKeywords(keywords: readonly string[]): string {
  const distinct = new Set(keywords.map(oneLine).filter((keyword) => keyword !== ''));
  return JSON.stringify([...distinct].sort());
}

function canonicalAlert(alert: Alert): string {
  return alert === null ? '' : String(alert.minutesBefore);
}

function isoSeconds(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
