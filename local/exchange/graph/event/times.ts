// dateTimeTimeZone: a wall time and the name of its zone.
import { instantOf, knownZone, UTC, type WindowsZone, zonedTime } from '../../zones/zones.ts';
import { invalidProperty, unreadableBody } from '../request/errors.ts';
import { type Preferences, zoneNamed } from '../request/prefer.ts';

export interface DateTimeTimeZone {
  readonly dateTime: string;
  readonly timeZone: string;
}

/** An instant as Graph's wall time, with seven digits of a second. */
const wallTime = (instant: number, zone: WindowsZone): string =>
  `${zonedTime(instant, zone).toPlainDateTime().toString({ fractionalSecondDigits: 3 })}0000`;

export function showTime(instant: number, { zone, zoneName }: Preferences): DateTimeTimeZone {
  return { dateTime: wallTime(instant, zone), timeZone: zoneName };
}

/** All-day events show their own midnights, whatever zone the request names (microsoft-graph-docs issue 1802). */
export const showDate = (instant: number, ownZone: string, { zoneName }: Preferences): DateTimeTimeZone => ({
  dateTime: wallTime(instant, knownZone(ownZone) ?? UTC),
  timeZone: zoneName,
});

/** Edm.DateTimeOffset in UTC. */
export const timestamp = (instant: number): string => new Date(instant).toISOString();

export interface GivenTime {
  readonly instant: number;
  /** A Windows zone id. */
  readonly zone: string;
  readonly isMidnight: boolean;
}

/** Reads a request's dateTimeTimeZone. Without a zone it is in UTC. Throws GraphError. */
export function readTime(name: string, value: unknown): GivenTime {
  if (typeof value !== 'object' || value === null)
    throw unreadableBody(`The property '${name}' must be a dateTimeTimeZone.`);
  const { dateTime, timeZone = 'UTC' } = { dateTime: undefined, timeZone: 'UTC', ...value };
  const [, local, offset] = LOCAL.exec(typeof dateTime === 'string' ? dateTime : '') ?? [];
  if (local === undefined || typeof timeZone !== 'string' || Number.isNaN(Date.parse(`${local}Z`)))
    throw invalidProperty(`The value of '${name}' is not a date and time.`);
  const zone = zoneNamed(timeZone);
  const instant = offset === undefined ? instantOf(local, zone) : Date.parse(local + offset);
  return { instant, zone: zone.id, isMidnight: offset === undefined && /T00:00(:00)?$/.test(local) };
}

/** The fraction is cut: no calendar holds it. */
const LOCAL = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

/** The startDateTime or endDateTime of a view: ISO 8601, in UTC where it has no offset. Throws GraphError. */
export function readInstant(name: string, text: string | undefined): number {
  if (text === undefined || text === '')
    throw invalidProperty(
      `This request requires a time window specified by the query string parameters StartDateTime and EndDateTime (${name}).`,
    );
  const withZone = /(Z|[+-]\d{2}:\d{2})$/i.test(text) || !text.includes('T') ? text : `${text}Z`;
  const instant = Date.parse(withZone.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(instant)) throw invalidProperty(`The value '${text}' of parameter '${name}' is invalid.`);
  return instant;
}
