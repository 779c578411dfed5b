// Wall-clock time in an IANA zone and the instant it means. Only this file knows the Temporal implementation:
// it goes when the runtime has Temporal of its own.
import { Temporal } from 'temporal-polyfill';
import type { Instant, LocalDateTime, TimeZoneId } from './event.ts';

// Temporal also takes offsets (`+02:00`) and whole date strings (`2026-01-01T00:00[Europe/Helsinki]`) for a zone.
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/**
 * Whether this is an IANA time zone name, aliases such as `Europe/Kyiv` and `UTC` included, in any case of letters.
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
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The wall-clock time of an instant, without fractions of a second. Throws RangeError for what is no zone. */
export function toLocal(instant: Instant, zone: TimeZoneId): LocalDateTime {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second', roundingMode: 'floor' });
}
