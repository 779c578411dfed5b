// The occurrences of a series: the starts that its rule gives, and what takes place then. An occurrence keeps its
// wall-clock time: one in a gap of the clocks is moved by its length, and its recurrence id stays (RFC 5545 section
// 3.3.5). A single event is a series of one.
import { dateIn, dateOf, dayOf, timeIn } from './days.ts';
import type {
  CalendarEvent,
  Instant,
  OccurrenceOverride,
  OccurrencePatch,
  RecurrenceId,
  TimeZoneId,
  When,
} from './event.ts';
import { seriesDays } from './seriesDays.ts';
import { durationDays, durationSeconds, endInstant, startInstant } from './when.ts';

const DAY_MS = 86_400_000;

/** The starts that the rule gives, in order and without end where it has none. The first is the event's own. */
export function* recurrenceIds(when: When): Generator<RecurrenceId> {
  const days = seriesDays(when);
  for (let n = 1; ; n += 1) {
    const day = days.nth(n);
    if (day === undefined) return;
    yield idOf(when, day);
  }
}

/**
 * 1-based number of an occurrence by the rule, excluded ones counted; undefined when the rule gives no such start.
 * Throws RangeError for an id whose date does not exist.
 */
export function occurrenceIndex(when: When, id: RecurrenceId): number | undefined {
  if (!isOccurrence(when, id)) return undefined;
  return seriesDays(when).countBy(dayOf(dateIn(id)));
}

/** Whether the rule gives this start; excluded ones count. Throws RangeError for an id whose date does not exist. */
export function isOccurrence(when: When, id: RecurrenceId): boolean {
  const day = dayOf(dateIn(id));
  return timeIn(id) === timeIn(when.start) && seriesDays(when).between(day, day).length > 0;
}

/**
 * The end of what is last: of the last occurrence, moved and additional ones included, or the event's own where none is
 * left; Infinity without end. All-day in `zone`.
 */
export function lastEnd(when: When, zone: TimeZoneId): Instant {
  const days = seriesDays(when);
  if (days.last === undefined) return Number.POSITIVE_INFINITY;
  const overrides = when.recurrence?.overrides ?? {};
  const changed = Object.entries(overrides).flatMap(([id, override]) =>
    'excluded' in override ? [] : [endInstant(occurrenceWhen(when, id, override, zone), zone)],
  );
  let day: number | undefined = days.last;
  while (day !== undefined && idOf(when, day) in overrides) day = days.lastBy(day - 1);
  const unchanged = day === undefined ? [] : [endInstant(occurrenceWhen(when, idOf(when, day), {}, zone), zone)];
  const ends = [...unchanged, ...changed];
  return ends.length === 0 ? endInstant(when, zone) : Math.max(...ends);
}

export interface Occurrence {
  readonly id: RecurrenceId;
  /** The single event that it is. */
  readonly event: CalendarEvent;
}

/**
 * The occurrences that touch [from, until), in order of their starts: overrides applied, excluded ones left out, those
 * that an override adds to the rule's included (RFC 8984 section 4.3.5). One of a length of zero touches where it
 * starts. All-day in `zone`; so is the time of a timed occurrence of an all-day series.
 */
export function occurrencesBetween(
  event: CalendarEvent,
  from: Instant,
  until: Instant,
  zone: TimeZoneId,
): Occurrence[] {
  const { when } = event;
  const overrides: Readonly<Record<RecurrenceId, OccurrenceOverride>> = when.recurrence?.overrides ?? {};
  const ids = new Set([...idsNear(when, from, until), ...Object.keys(overrides)]);
  const near = [...ids].flatMap((id) => {
    const override = overrides[id] ?? {};
    if ('excluded' in override) return [];
    const single = singleEvent(event, id, override, zone);
    const [starts, ends] = [startInstant(single.when, zone), endInstant(single.when, zone)];
    const touches = starts < until && (ends > from || starts >= from);
    return touches ? [{ starts, occurrence: { id, event: single } }] : [];
  });
  return near.sort((a, b) => a.starts - b.starts).map(({ occurrence }) => occurrence);
}

/**
 * The occurrence with this id as the single event that it is; undefined where the series has none. `zone` as for
 * `occurrencesBetween`. Throws RangeError for an id whose date does not exist.
 */
export function occurrenceAt(event: CalendarEvent, id: RecurrenceId, zone: TimeZoneId): CalendarEvent | undefined {
  const override = event.when.recurrence?.overrides[id];
  if (override === undefined) return isOccurrence(event.when, id) ? singleEvent(event, id, {}, zone) : undefined;
  return 'excluded' in override ? undefined : singleEvent(event, id, override, zone);
}

const singleEvent = (
  event: CalendarEvent,
  id: RecurrenceId,
  patch: OccurrencePatch,
  zone: TimeZoneId,
): CalendarEvent => ({ ...event, ...patch, when: occurrenceWhen(event.when, id, patch, zone) });

/** The starts by the rule whose occurrences may touch the span in any zone. */
function idsNear(when: When, from: Instant, until: Instant): RecurrenceId[] {
  const lasts = when.showWithoutTime ? durationDays(when.duration) : durationSeconds(when.duration) / 86_400;
  const first = Math.floor(from / DAY_MS - lasts) - ZONE_DAYS;
  const last = Math.ceil(until / DAY_MS) + ZONE_DAYS;
  const days = seriesDays(when).between(first, last);
  return days.map((day) => idOf(when, day));
}

/** A date is 14 hours off at most, and a gap of a whole day has been seen. */
const ZONE_DAYS = 2;

const idOf = (when: When, day: number): RecurrenceId => dateOf(day) + timeIn(when.start);

/** When one occurrence takes place, as a single event. */
function occurrenceWhen(when: When, id: RecurrenceId, patch: OccurrencePatch, zone: TimeZoneId): When {
  if (when.showWithoutTime) {
    if (patch.when === undefined) return { showWithoutTime: true, start: id, duration: when.duration };
    return patch.when.showWithoutTime ? patch.when : { ...patch.when, timeZone: zone };
  }
  const { recurrence: _, ...series } = when;
  if (patch.when === undefined) return { ...series, start: id };
  return patch.when.showWithoutTime ? patch.when : { ...series, ...patch.when };
}
