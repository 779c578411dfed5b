// The zone that an item names, with the clock by which the server computes, and the IANA zone that it is read as.
import type { Instant, LocalDate, TimeZoneId, When } from '../calendar/event.ts';
import { isTimeZone } from '../calendar/timeZone.ts';
import { type Times, timed } from '../calendar/when.ts';
import { windowsClock } from '../calendar/zones/windowsClock.ts';
import { ianaFromWindows, newerWindowsId, windowsFromIana } from '../calendar/zones/windowsZones.ts';
import { USUAL_ZONES, type WindowsZones } from '../calendar/zones/zoneChoice.ts';
import { ianaClock, localAt, type ZoneClock } from '../calendar/zones/zoneClock.ts';

export interface ServerZone {
  /** As the server wrote it. */
  readonly name: string;
  readonly clock: ZoneClock;
  /**
   * True when a client may write the name back: not `tzone://Microsoft/…`, by which Exchange describes an item's zone.
   */
  readonly isWindows: boolean;
}

/** The zone of this name; undefined for rules that have no name (`Customized Time Zone`), and without one. */
export function serverZone(name: string | null | undefined, zones: WindowsZones = USUAL_ZONES): ServerZone | undefined {
  if (!name) return undefined;
  const own = zones.clockOf(name) ?? windowsClock(name);
  if (own) return { name, clock: own, isWindows: true };
  const zone = ianaFromWindows(name) ?? (isTimeZone(name) ? name : undefined);
  return zone === undefined ? undefined : { name, clock: ianaClock(zone), isWindows: false };
}

/** The id to write back; absent where it is none. */
export const keptId = ({ name, isWindows }: ServerZone): { readonly windowsTimeZone?: string } =>
  isWindows ? { windowsTimeZone: name } : {};

/**
 * A single event, whose instants are known: its zone is a label, so that a name is enough. Several IANA zones share a
 * Windows id: `own`, where it is one of them, is the one that people know.
 */
export const singleEvent = (times: Times, zone: ServerZone | undefined, own: TimeZoneId): When =>
  zone ? timed(times, ianaNameOf(zone, own), keptId(zone).windowsTimeZone) : timed(times, own);

function ianaNameOf({ name }: ServerZone, own: TimeZoneId): TimeZoneId {
  const named = ianaFromWindows(name) ?? (isTimeZone(name) ? name : own);
  return windowsFromIana(own) === name || newerWindowsId(own) === name ? own : named;
}

export const HALF_DAY_MS = 12 * 60 * 60 * 1000;

/**
 * All-day events stand in Exchange as two midnights of the zone that they were created in. Half a day after midnight it
 * is the same date also where the zone is not known exactly, or where daylight saving moved the midnight.
 */
export const dateOfMidnight = (midnight: Instant, clock: ZoneClock): LocalDate => dateAt(clock, midnight + HALF_DAY_MS);

export const dateAt = (clock: ZoneClock, instant: Instant): LocalDate => localAt(clock, instant).slice(0, DATE_LENGTH);

const DATE_LENGTH = '2026-11-20'.length;
