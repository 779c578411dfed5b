// The occurrences of a series: the starts that its rule gives, and the event at each of them. An occurrence keeps its
// wall-clock time. One in a gap of the clocks is moved by the length of the gap and keeps its recurrence id (RFC 5545
// section 3.3.5). A single event counts as a series of one.
import { dateIn, dateOf, dayOf, timeIn } from '../days.ts';
import type {
  CalendarEvent,
  Instant,
  LocalDate,
  LocalDateTime,
  OccurrenceOverride,
  OccurrencePatch,
  RecurrenceId,
  TimeSpan,
  TimeZoneId,
  When,
} from '../event.ts';
import { durationDays, durationSeconds, endInstant, startInstant } from '../when.ts';
import { seriesDays } from './seriesDays.ts';

const DAY_MS = 86_400_000;

/** Yields the starts that the rule gives, in order, endlessly where the rule has no end. The first is the event's own. */
export function* recurrenceIds(when: When): Generator<RecurrenceId> {
  const days = seriesDays(when);
  for (let n = 1; ; n += 1) {
    const day = days.nth(n);
    if (day === undefined) return;
    yield idOf(when, day);
  }
}

/**
 * Returns the number of an occurrence, 1 the first; excluded ones count. Returns undefined where the rule gives no such
 * start. Throws RangeError for an id whose date does not exist.
 */
export function occurrenceIndex(when: When, id: RecurrenceId): number | undefined {
  if (!isOccurrence(when, id)) return undefined;
  return seriesDays(when).countBy(dayOf(dateIn(id)));
}

/** True where the rule gives this start; excluded ones count. Throws RangeError for an id whose date does not exist. */
export function isOccurrence(when: When, id: RecurrenceId): boolean {
  const day = dayOf(dateIn(id));
  return timeIn(id) === timeIn(when.start) && seriesDays(when).between(day, day).length > 0;
}

/**
 * Returns the latest end of all occurrences, with moved and added ones; Infinity for a series without end. Where no
 * occurrence is left, it is the end of the event itself. All-day events end at midnight in `zone`.
 */
export function lastEnd(when: When, zone: TimeZoneId): Instant {
  const days = seriesDays(when);
  if (days.last === undefined) return Number.POSITIVE_INFINITY;
  const whenOf = occurrenceTimes(when, zone);
  const overrides = when.recurrence?.overrides ?? {};
  const changed = Object.entries(overrides).flatMap(([id, override]) =>
    'excluded' in override ? [] : [endInstant(whenOf(id, override), zone)],
  );
  let day: number | undefined = days.last;
  while (day !== undefined && overrideOf(when, idOf(when, day))) day = days.lastBy(day - 1);
  const unchanged = day === undefined ? [] : [endInstant(whenOf(idOf(when, day), {}), zone)];
  const ends = [...unchanged, ...changed];
  return ends.length === 0 ? endInstant(when, zone) : Math.max(...ends);
}

/**
 * Returns the override of an occurrence; undefined where it has none. An id from outside may be a name such as
 * `constructor`, which every object inherits, so only own properties count.
 */
export function overrideOf(when: When, id: RecurrenceId): OccurrenceOverride | undefined {
  const overrides = when.recurrence?.overrides;
  return overrides && Object.hasOwn(overrides, id) ? overrides[id] : undefined;
}

/**
 * Returns the occurrence of the rule that a start from another system means: that of the same date, else the nearest one
 * on the day before or after. Such a start may be off: servers give midnight instead of the time, or a midnight of another
 * zone (at most 14 hours away). Undefined where the rule gives no occurrence on these days. Excluded ones count.
 * `start`: local in the zone of the series, or of an all-day series a date, or a time as near to its midnight as is known.
 * Throws RangeError for a date that does not exist.
 */
export function nearestOccurrence(when: When, start: LocalDateTime | LocalDate): RecurrenceId | undefined {
  const day = dayOf(dateIn(start));
  const days = seriesDays(when).between(day - 1, day + 1);
  if (days.includes(day)) return idOf(when, day);
  const wanted = secondsOfDay(timeIn(start));
  const given = secondsOfDay(timeIn(when.start));
  const distance = (each: number) => Math.abs((each - day) * DAY_SECONDS + given - wanted);
  // At the same distance the later one: more people live east of UTC+12 than west of UTC-12.
  const [nearest] = days.toSorted((a, b) => distance(a) - distance(b) || b - a);
  return nearest === undefined ? undefined : idOf(when, nearest);
}

const DAY_SECONDS = 86_400;

function secondsOfDay(time: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^T(\d\d):(\d\d)(?::(\d\d))?$/.exec(time) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

export interface Occurrence {
  readonly id: RecurrenceId;
  /** The occurrence as a single event. */
  readonly event: CalendarEvent;
}

/**
 * Returns the occurrences that touch the span from `from` (included) to `until` (excluded), in the order of their starts.
 * Overrides are applied, and occurrences that they add are included (RFC 8984 section 4.3.5). An occurrence of length
 * zero touches the span where it starts in it. All-day occurrences, and timed ones of an all-day series, are in `zone`.
 */
export function occurrencesBetween(event: CalendarEvent, { from, until }: TimeSpan, zone: TimeZoneId): Occurrence[] {
  const { when } = event;
  const single = singleEvents(event, zone);
  const ids = new Set([...idsNear(when, from, until), ...Object.keys(when.recurrence?.overrides ?? {})]);
  const near = [...ids].flatMap((id) => {
    const override = overrideOf(when, id) ?? {};
    if ('excluded' in override) return [];
    const found = single(id, override);
    const [starts, ends] = [startInstant(found.when, zone), endInstant(found.when, zone)];
    const touches = starts < until && (ends > from || starts >= from);
    return touches ? [{ starts, occurrence: { id, event: found } }] : [];
  });
  return near.sort((a, b) => a.starts - b.starts).map(({ occurrence }) => occurrence);
}

/**
 * Returns the occurrence with this id as a single event; undefined where the series has no such occurrence. `zone` as for
 * `occurrencesBetween`. Throws RangeError for an id whose date does not exist.
 */
export function occurrenceAt(event: CalendarEvent, id: RecurrenceId, zone: TimeZoneId): CalendarEvent | undefined {
  const override = overrideOf(event.when, id);
  if (override === undefined) return isOccurrence(event.when, id) ? singleEvents(event, zone)(id, {}) : undefined;
  return 'excluded' in override ? undefined : singleEvents(event, zone)(id, override);
}

/** Gives each occurrence of a series as a single event. */
function singleEvents(
  event: CalendarEvent,
  zone: TimeZoneId,
): (id: RecurrenceId, patch: OccurrencePatch) => CalendarEvent {
  const whenOf = occurrenceTimes(event.when, zone);
  return (id, patch) => ({ ...event, ...patch, when: whenOf(id, patch) });
}

/** The starts of the rule whose occurrences may touch the span, in any zone. */
function idsNear(when: When, from: Instant, until: Instant): RecurrenceId[] {
  const lasts = when.showWithoutTime ? durationDays(when.duration) : durationSeconds(when.duration) / 86_400;
  const first = Math.floor(from / DAY_MS - lasts) - ZONE_DAYS;
  const last = Math.ceil(until / DAY_MS) + ZONE_DAYS;
  const days = seriesDays(when).between(first, last);
  return days.map((day) => idOf(when, day));
}

/** The margin in days for zones: an offset has at most 14 hours, and clocks have skipped a whole day (Samoa, 2011). */
const ZONE_DAYS = 2;

const idOf = (when: When, day: number): RecurrenceId => dateOf(day) + timeIn(when.start);

/** Gives the time of each occurrence of a series, as that of a single event. */
function occurrenceTimes(when: When, zone: TimeZoneId): (id: RecurrenceId, patch: OccurrencePatch) => When {
  if (when.showWithoutTime) {
    return (id, patch) => {
      if (patch.when === undefined) return { showWithoutTime: true, start: id, duration: when.duration };
      return patch.when.showWithoutTime ? patch.when : { ...patch.when, timeZone: zone };
    };
  }
  const { recurrence: _, ...series } = when;
  return (id, patch) => {
    if (patch.when === undefined) return { ...series, start: id };
    return patch.when.showWithoutTime ? patch.when : { ...series, ...patch.when };
  };
}
