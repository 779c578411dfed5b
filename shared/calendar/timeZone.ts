// Wall-clock time in an IANA zone and the instant it means. Only this file knows the Temporal implementation:
// it goes when the runtime has Temporal of its own.
import { Temporal } from 'temporal-polyfill';
import type { Instant, LocalDateTime, TimeZoneId } from './event.ts';

// Temporal also takes offsets (`+02:00`) and whole date strings (`2026-01-01T00:00[Europe/Helsinki]`) for a zone.
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/**
 * True when this is an IANA time zone name, aliases such as `Europe/Kyiv` and `UTC` included, in any case of letters.
 * Offsets and abbreviations that only ICU knows (`PST`, `BST`: Bangladesh there) are none.
 */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    toLocal(0, name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a wall-clock time. One that the zone skips means the time after the gap, shifted by its length; one
 * that occurs twice means the first (RFC 5545 section 3.3.5). Throws RangeError for what is no time or no zone.
 */
export function toInstant(local: LocalDateTime, zone: TimeZoneId): Instant {
  const utc = asUtc(local);
  const span = utc === undefined ? undefined : spanAt(utc, zone);
  // Far from a change of the clocks each time occurs once.
  if (utc !== undefined && span && span.from + DAY_MS <= utc && utc < span.until - DAY_MS) return utc - span.offsetMs;
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** A time as if it were UTC; undefined where it is written in another way, or where Temporal has to say what it is. */
function asUtc(local: LocalDateTime): Instant | undefined {
  const utc = new Date(`${local}Z`);
  const year = utc.getUTCFullYear();
  return year >= YEAR_MIN && year <= YEAR_MAX && utc.toISOString().slice(0, SECONDS_AT) === local
    ? utc.getTime()
    : undefined;
}

/** True when the wall-clock time of an instant means that instant, and not an earlier one that has the same name. */
export function meansInstant(local: LocalDateTime, instant: Instant, zone: TimeZoneId): boolean {
  // Only after a change of the clocks a time is one that occurred before.
  return spanAt(instant, zone).from + DAY_MS <= instant || toInstant(local, zone) === instant;
}

/** The wall-clock time of an instant, without fractions of a second. Throws RangeError for what is no zone. */
export function toLocal(instant: Instant, zone: TimeZoneId): LocalDateTime {
  const wall = new Date(instant + spanAt(instant, zone).offsetMs);
  const year = wall.getUTCFullYear();
  if (year >= YEAR_MIN && year <= YEAR_MAX) return wall.toISOString().slice(0, SECONDS_AT);
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second', roundingMode: 'floor' });
}

/** Milliseconds east of Greenwich that the zone's clocks show then. Throws RangeError for what is no zone. */
export const offsetAt = (instant: Instant, zone: TimeZoneId): number => spanAt(instant, zone).offsetMs;

/** The instants from `from` on and before `until` at which the zone changes its clocks, in order. */
export function changesBetween(zone: TimeZoneId, from: Instant, until: Instant): Instant[] {
  const changes: Instant[] = [];
  for (let at = spanAt(from - 1, zone).until; at < until; at = spanAt(at, zone).until) changes.push(at);
  return changes;
}

/** Before, clocks changed by odd seconds; after, ISO 8601 writes a year with a sign. */
const YEAR_MIN = 1973;
const YEAR_MAX = 9999;
const SECONDS_AT = '2026-11-20T09:00:00'.length;
const DAY_MS = 86_400_000;

/** A time in which a zone keeps its clocks as they are. */
interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMs: number;
}

/** Events of one calendar lie in few of them: this year's summers and winters. The last one used stands first. */
const spans = new Map<TimeZoneId, readonly Span[]>();
const NO_SPANS: readonly Span[] = [];
const SPANS_PER_ZONE = 48;
const ZONES_MAX = 1_000;

function spanAt(instant: Instant, zone: TimeZoneId): Span {
  const known = spans.get(zone) ?? NO_SPANS;
  const [last] = known;
  if (last && holds(last, instant)) return last;
  const span = known.find((each) => holds(each, instant)) ?? readSpan(instant, zone);
  // There are 600 zones, and more ways to spell them.
  if (spans.size > ZONES_MAX) spans.clear();
  spans.set(zone, [span, ...known.filter((each) => each !== span)].slice(0, SPANS_PER_ZONE));
  return span;
}

const holds = ({ from, until }: Span, instant: Instant): boolean => from <= instant && instant < until;

function readSpan(instant: Instant, zone: TimeZoneId): Span {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // A change at this very instant has happened.
  const from = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds;
  const until = zoned.getTimeZoneTransition('next')?.epochMilliseconds;
  return {
    from: from ?? Number.NEGATIVE_INFINITY,
    until: until ?? Number.POSITIVE_INFINITY,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
  };
}
