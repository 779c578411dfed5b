// One occurrence of a series, as both directions of the mapping see it: which one it is, what can differ, and what it
// is by the rule.
import { canonicalField } from '../../calendar/canonical/canonical.ts';
import { dateIn, timeIn } from '../../calendar/days.ts';
import type {
  CalendarEvent,
  Instant,
  LocalDate,
  LocalDateTime,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../calendar/event.ts';
import { isOccurrence, nearestOccurrence } from '../../calendar/recurrence/occurrences.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { durationSeconds } from '../../calendar/when.ts';
import { localAt, type ZoneClock } from '../../calendar/zones/zoneClock.ts';
import { dateOfMidnight } from '../serverZone.ts';

/** The fields that an occurrence may have for itself, besides its time. */
export const OVERRIDABLE = [
  'title',
  'description',
  'location',
  'freeBusyStatus',
  'keywords',
  'alert',
] as const satisfies readonly (keyof OccurrencePatch)[];

/** When an occurrence takes place that nobody moved. */
export const scheduled = (series: When, id: RecurrenceId): OccurrenceWhen =>
  series.showWithoutTime
    ? { showWithoutTime: true, start: id, duration: series.duration }
    : { showWithoutTime: false, start: id, duration: series.duration };

/**
 * The date on which an occurrence begins at this instant. A write touches an occurrence of exactly the date that it
 * means, since the rule may have changed since it was read. `clock`: of the series, as its server has it.
 */
export const occurrenceDateAt = (start: Instant, series: When, clock: ZoneClock): LocalDate =>
  series.showWithoutTime ? dateOfMidnight(start, clock) : dateIn(localAt(clock, start));

/**
 * The occurrence of the rule that a server means by a start: the one of that date, since a day has one at most, else the
 * nearest one. The time of day may be wrong: servers have given midnight, and another hour beyond a change of the
 * clocks. Undefined where the rule has no occurrence near it. `clock`: of the series, as its server has it.
 */
export function recurrenceIdAt(start: Instant, series: When, clock: ZoneClock): RecurrenceId | undefined {
  const local = localAt(clock, start);
  const id = occurrenceDateAt(start, series, clock) + timeIn(series.start);
  if (!hasFourDigitYear(local) || !hasFourDigitYear(id)) return undefined;
  return isOccurrence(series, id) ? id : nearestOccurrence(series, local);
}

/** ISO 8601 writes other years with a sign. No series lasts so long. */
const hasFourDigitYear = (local: LocalDateTime | LocalDate): boolean => /^\d{4}-/.test(local);

/** One occurrence as it was read: its fields are those of `event`, and it takes place at `when`. */
export interface ReadOccurrence {
  readonly id: RecurrenceId;
  readonly event: CalendarEvent;
  readonly when: OccurrenceWhen;
}

/** The differences of one occurrence from its series. */
export function differenceOf(series: CalendarEvent, { id, event, when }: ReadOccurrence): OccurrencePatch {
  const differing = OVERRIDABLE.filter(
    (field) =>
      // Mostly it is the very same text: no need to fold its blanks.
      event[field] !== series[field] && canonicalField(field, event[field]) !== canonicalField(field, series[field]),
  );
  return {
    ...(takesPlaceAsScheduled(when, id, series.when) ? {} : { when }),
    ...Object.fromEntries(differing.map((field) => [field, event[field]])),
  };
}

/** By instants; the end also by the clock on the wall, by which Exchange lets occurrences end. */
function takesPlaceAsScheduled(when: OccurrenceWhen, id: RecurrenceId, series: When): boolean {
  const plan = scheduled(series, id);
  if (when.showWithoutTime || plan.showWithoutTime || series.showWithoutTime) {
    return (
      when.showWithoutTime === plan.showWithoutTime && when.start === plan.start && when.duration === plan.duration
    );
  }
  const { timeZone } = series;
  if (toInstant(when.start, timeZone) !== toInstant(plan.start, timeZone)) return false;
  return when.duration === plan.duration || localEnd(when, timeZone) === localEnd(plan, 'UTC');
}

const localEnd = ({ start, duration }: OccurrenceWhen, zone: TimeZoneId): string =>
  toLocal(toInstant(start, zone) + durationSeconds(duration) * 1000, zone);
