// Chooses the Windows zone of an event that is written, and the IANA zone of one that is read. A name alone decides
// nothing: the clocks of both zones have to agree over the time in which the event takes place.
import type { Instant, TimedWhen, TimeZoneId, When } from '../event.ts';
import { windowsClock } from './windowsClock.ts';
import { windowsIds } from './windowsRules.ts';
import { cldrName, ianaFromWindows, ianaZonesOf, isNewerId, newerWindowsId, windowsFromIana } from './windowsZones.ts';
import { agree, type Compared, comingYears, hasTime, SETTLED } from './zoneAgreement.ts';
import { differences, ianaClock, instantAt, type ZoneClock } from './zoneClock.ts';

/** The Windows zones that a server knows, with its own rules. */
export interface WindowsZones {
  /** The ids that may be chosen. */
  readonly ids: readonly string[];
  /** Undefined for an id that the server does not take. */
  clockOf(id: string): ZoneClock | undefined;
}

/**
 * Where no server has told its zones: those that this release brings with it. A newer id is taken, and never chosen.
 */
export const USUAL_ZONES: WindowsZones = {
  ids: windowsIds,
  clockOf: (id) => windowsClock(id) ?? newerClock(id),
};

function newerClock(id: string): ZoneClock | undefined {
  const zone = isNewerId(id) ? ianaFromWindows(id) : undefined;
  return zone === undefined ? undefined : ianaClock(zone);
}

/**
 * The Windows id under which an event is written, so that its occurrences take place as the IANA zone says; undefined
 * where no zone of the server does. In order: the one that the mailbox gave, the one of that name, any other.
 */
export function windowsZoneFor(when: TimedWhen, zones: WindowsZones, now: Instant): string | undefined {
  const { timeZone, windowsTimeZone } = when;
  const newer = newerWindowsId(timeZone);
  const named = [windowsTimeZone, zones.ids.find((id) => id === newer), windowsFromIana(timeZone)];
  const isHeld = (id: string | undefined, compared = comingYears(now)): id is string =>
    id !== undefined && isHeldIn(when, zones.clockOf(id), compared);
  const own = named.find((id) => isHeld(id));
  if (own !== undefined) return own;
  const likely = zones.ids.filter((id) => isLikely(when, zones.clockOf(id), now));
  const others = inOrderOfTrust(likely, zones).filter((id) => isHeld(id));
  return others.find((id) => isHeld(id, ALWAYS)) ?? others[0];
}

/** True when the server has a zone for it: a single event is an instant, and all-day events have no zone. */
export const isZoneHeld = (when: When, zones: WindowsZones, now: Instant): boolean =>
  when.showWithoutTime || !when.recurrence || windowsZoneFor(when, zones, now) !== undefined;

const ALWAYS: Compared = { since: Number.NEGATIVE_INFINITY, until: SETTLED.until };

/** A series has to have its first time in the zone, too: the server keeps that one for all the others. */
function isHeldIn(when: TimedWhen, clock: ZoneClock | undefined, compared: Compared): boolean {
  if (!clock || (when.recurrence && !hasTime(clock, when.start))) return false;
  return agree(when, [ianaClock(when.timeZone), clock], compared);
}

/** A first look, which costs little: at what takes place first of what is compared. */
function isLikely(when: TimedWhen, clock: ZoneClock | undefined, now: Instant): boolean {
  const iana = ianaClock(when.timeZone);
  const start = instantAt(iana, when.start);
  const first = when.recurrence && when.recurrence.rule.end.kind === 'never' ? Math.max(start, now) : start;
  return clock?.offsetAt(first) === iana.offsetAt(first);
}

/** Zones of a place before those that are a mere offset; among them those whose clocks change least. */
function inOrderOfTrust(ids: readonly string[], zones: WindowsZones): string[] {
  const rank = (id: string): number =>
    (/^(UTC|Dateline)/.test(id) ? MERE_OFFSET : 0) + (zones.clockOf(id)?.changes(...TRUSTED_OVER).length ?? 0);
  const ranks = new Map(ids.map((id) => [id, rank(id)]));
  return [...ids].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

const MERE_OFFSET = 10_000;
const TRUSTED_OVER = [Date.UTC(2000, 0, 1), SETTLED.until] as const;

export interface Named {
  /** A Windows id, as the server wrote it. */
  readonly id: string;
  /** By which the server computes. */
  readonly clock: ZoneClock;
  /** The zone of the mailbox or company: several IANA zones share an id, and this one is what people know. */
  readonly own: TimeZoneId;
}

/**
 * The IANA zone by which a series takes place as its Windows zone says; undefined where none does. One of another name
 * serves where those of its own name do not agree, as for a winter's series in a country that has changed its law.
 * `when`: by the server's clock; its zone is not looked at.
 */
export function ianaZoneFor(when: TimedWhen, named: Named): TimeZoneId | undefined {
  const isSame = (timeZone: TimeZoneId): boolean =>
    agree({ ...when, timeZone }, [named.clock, ianaClock(timeZone)], SETTLED);
  return candidates(named).find(isSame) ?? othersLike(when, named.clock).find(isSame);
}

function othersLike(when: TimedWhen, clock: ZoneClock): readonly TimeZoneId[] {
  const start = instantAt(clock, when.start);
  const likely = windowsIds.filter((id) => windowsClock(id)?.offsetAt(start) === clock.offsetAt(start));
  return inOrderOfTrust(likely, USUAL_ZONES).flatMap((id) => ianaFromWindows(id) ?? []);
}

/** Those of its name; of an id that no table has, those of the Windows zones with the same clock. */
function candidates({ id, clock, own }: Named): readonly TimeZoneId[] {
  const named = ianaFromWindows(id);
  if (named === undefined) return [own, ...windowsIds.filter((each) => isSameClock(clock, each)).flatMap(ianaZonesOf)];
  const isOwn = windowsFromIana(own) === id || newerWindowsId(own) === id;
  return [...(isOwn ? [own] : []), named, ...ianaZonesOf(id)];
}

function isSameClock(clock: ZoneClock, id: string): boolean {
  const other = windowsClock(id);
  if (other?.offsetAt(SETTLED.since) !== clock.offsetAt(SETTLED.since)) return false;
  return other !== undefined && differences(clock, other, { from: SETTLED.since, until: SETTLED.until }).length === 0;
}

/**
 * The name under which a zone is compared. It is that of its Windows id where its clock agrees with the zone that
 * stands for all of them. Else it is its own.
 */
export function comparableZone(when: TimedWhen): string {
  const id = windowsFromIana(when.timeZone);
  const usual = id === undefined ? undefined : ianaFromWindows(id);
  if (id === undefined || usual === undefined) return cldrName(when.timeZone);
  const zone = cldrName(when.timeZone);
  if (zone === cldrName(usual)) return id;
  return agree(when, [ianaClock(zone), ianaClock(cldrName(usual))], SETTLED) ? id : zone;
}
