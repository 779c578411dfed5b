// From when to when an entry, or an occurrence of it, takes place: with `end` on the wire, as applications have it, and
// with a duration inside. `duration` stands for `end` where that has no name in local time.
import type { Duration, LocalDate, LocalDateTime, OccurrenceWhen, TimeZoneId } from '../../calendar/event.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { allDay, durationDays, durationOf, durationSeconds } from '../../calendar/when.ts';
import { dayDuration, isHeld, localDate, localDateTime, timeDuration, YEARS } from './fields.ts';

/** As parsed from the wire. Times of a span with `showWithoutTime` are dates, its end the day after the last. */
export interface SpanInput {
  readonly showWithoutTime: boolean;
  readonly start: LocalDateTime | LocalDate | undefined;
  readonly end: LocalDateTime | LocalDate | undefined;
  readonly duration: Duration | undefined;
}

export type ParsedSpan =
  | { readonly ok: true; readonly span: OccurrenceWhen }
  | { readonly ok: false; readonly field: keyof SpanInput; readonly message: string };

export const timedSpan = {
  start: localDateTime,
  end: localDateTime.exactOptional(),
  duration: timeDuration.exactOptional(),
};
export const allDaySpan = { start: localDate, end: localDate.exactOptional(), duration: dayDuration.exactOptional() };

const DAY_MS = 86_400_000;

/** The span in `zone`, which one of whole days does not look at; or what is wrong with it. */
export function parseSpan({ showWithoutTime, start, end, duration }: SpanInput, zone: TimeZoneId): ParsedSpan {
  if (start === undefined) return wrong('start', 'is missing');
  if (duration === undefined) {
    if (end === undefined) return wrong('end', 'is missing');
    return showWithoutTime ? daysUntil(start, end) : timeUntil(start, end, zone);
  }
  if (end !== undefined) return wrong('duration', 'must not stand beside end');
  return showWithoutTime ? someDays(start, duration) : someTime(start, duration, zone);
}

/** The span as the API gives it: what `parseSpan` reads back into the same one. */
export function spanJson(span: OccurrenceWhen, zone: TimeZoneId): { start: string; end?: string; duration?: string } {
  const { start, duration } = span;
  if (span.showWithoutTime) return { start, end: dayAfter(start, durationDays(duration)) };
  const end = toInstant(start, zone) + durationSeconds(duration) * 1000;
  const local = toLocal(end, zone);
  // The second pass of an hour that the clocks repeat has no name in local time.
  return toInstant(local, zone) === end ? { start, end: local } : { start, duration };
}

function daysUntil(start: LocalDate, end: LocalDate): ParsedSpan {
  if (end <= start) return wrong('end', 'must be the day after the last day, so after start');
  return { ok: true, span: { showWithoutTime: true, start, duration: allDay(start, end).duration } };
}

function someDays(start: LocalDate, duration: Duration): ParsedSpan {
  const days = durationDays(duration);
  if (!isHeld(dayAfter(start, days))) return wrong('duration', ENDS_IN_YEARS);
  return { ok: true, span: { showWithoutTime: true, start, duration: `P${days}D` } };
}

function timeUntil(start: LocalDateTime, end: LocalDateTime, zone: TimeZoneId): ParsedSpan {
  const seconds = (toInstant(end, zone) - toInstant(start, zone)) / 1000;
  if (seconds < 0) return wrong('end', 'must not be before start');
  return { ok: true, span: { showWithoutTime: false, start: withSeconds(start), duration: durationOf(seconds) } };
}

function someTime(start: LocalDateTime, duration: Duration, zone: TimeZoneId): ParsedSpan {
  const seconds = durationSeconds(duration);
  if (!isHeld(toLocal(toInstant(start, zone) + seconds * 1000, zone))) return wrong('duration', ENDS_IN_YEARS);
  return { ok: true, span: { showWithoutTime: false, start: withSeconds(start), duration: durationOf(seconds) } };
}

const ENDS_IN_YEARS = `leads to an end that ${YEARS}`;

const wrong = (field: keyof SpanInput, message: string): ParsedSpan => ({ ok: false, field, message });

const withSeconds = (local: LocalDateTime): LocalDateTime =>
  local.length === 'yyyy-mm-ddThh:mm'.length ? `${local}:00` : local;

const dayAfter = (start: LocalDate, days: number): LocalDate =>
  toLocal(toInstant(`${start}T00:00:00`, 'UTC') + days * DAY_MS, 'UTC').slice(0, -'T00:00:00'.length);
