// Severa's date-times: text with the offset of the user's zone.
import { dateIn } from '../../../shared/calendar/days.ts';
import type { Instant, LocalDateTime, TimeZoneId } from '../../../shared/calendar/event.ts';
import { offsetAt, toInstant, toLocal } from '../../../shared/calendar/timeZone.ts';
import type { SeveraBehaviour } from '../http/behaviour.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i;
const OFFSET = /(Z|[+-]\d\d:\d\d)$/i;
const SECONDS_AT = '2026-11-20T09:00:00'.length;

/** The instant of a text, in `zone` where the text has no offset; undefined for what is no date-time. */
export function readTime(text: unknown, zone: TimeZoneId): Instant | undefined {
  if (typeof text !== 'string' || !DATE_TIME.test(text)) return undefined;
  const instant = text.includes('T') && OFFSET.test(text) ? Date.parse(text) : localInstant(text, zone);
  return instant === undefined || Number.isNaN(instant) ? undefined : instant;
}

function localInstant(text: string, zone: TimeZoneId): Instant | undefined {
  const utc = Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
  return Number.isNaN(utc) ? undefined : toInstant(new Date(utc).toISOString().slice(0, SECONDS_AT), zone);
}

export function writeTime(instant: Instant, zone: TimeZoneId, form: SeveraBehaviour['times']): string {
  const local = toLocal(instant, zone);
  switch (form) {
    case 'Z':
      return `${toLocal(instant, 'UTC')}Z`;
    case 'zoneless':
      return local;
    case 'fraction':
      return `${local}.${`${instant % 1000}`.padStart(3, '0')}0000${offset(instant, zone)}`;
    case 'offset':
      return `${local}${offset(instant, zone)}`;
  }
}

function offset(instant: Instant, zone: TimeZoneId): string {
  const minutes = Math.round(offsetAt(instant, zone) / 60_000);
  const part = (value: number) => `${value}`.padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}

/** The first second of the day of an instant in its zone. */
export const startOfDay = (instant: Instant, zone: TimeZoneId): Instant =>
  toInstant(`${dateIn(toLocal(instant, zone))}T00:00:00`, zone);

/** The last second of a day: 23:59:59. */
export const endOfDay = (local: LocalDateTime, zone: TimeZoneId): Instant =>
  toInstant(`${dateIn(local)}T23:59:59`, zone);
