// The time zones that a .ics file means: by name, by definition (VTIMEZONE), or both; and the Windows zone that stands
// for each in the mailbox. A Windows zone stands for another zone only where both show the same times.
import { Temporal } from 'temporal-polyfill';
import { allZones, instantOf, knownZone, UTC, type WindowsZone, zonedTime, zoneOfIana } from '../zones/zones.ts';
import { type DefinedZone, definedInstant, definedLocal } from './zoneDefinition.ts';

/** A zone as the file means it. Instants are milliseconds since 1970, local times `2026-11-20T09:00:00`. */
export interface FileZone {
  readonly name: string;
  instantOf(local: string): number;
  localOf(instant: number): string;
  /** The Windows zone of the same name. Its times need not be the same. */
  readonly windows: WindowsZone | undefined;
  /** True for the zone of a place, false for a fixed offset such as UTC or EST. */
  readonly isPlace: boolean;
}

export const UTC_ZONE: FileZone = windowsZone(UTC);

function windowsZone(zone: WindowsZone): FileZone {
  return {
    name: zone.id,
    instantOf: (local) => instantOf(local, zone),
    localOf: (instant) => zonedTime(instant, zone).toPlainDateTime().toString({ smallestUnit: 'second' }),
    windows: zone,
    isPlace: !/^(?:UTC|Dateline)/.test(zone.id),
  };
}

const ianaZones = new Map<string, FileZone>();

function ianaZone(name: string): FileZone {
  const cached = ianaZones.get(name);
  if (cached) return cached;
  const zone: FileZone = {
    name,
    instantOf: (local) => Temporal.PlainDateTime.from(local).toZonedDateTime(name).epochMilliseconds,
    localOf: (instant) =>
      Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(name)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' }),
    windows: zoneOfIana(name),
    isPlace: /^(?!Etc\/)\w+\//.test(name),
  };
  ianaZones.set(name, zone);
  return zone;
}

const definedZones = new WeakMap<DefinedZone, FileZone>();

function definedZone(definition: DefinedZone): FileZone {
  const zone: FileZone = definedZones.get(definition) ?? {
    name: definition.tzid,
    instantOf: (local) => definedInstant(definition, local),
    localOf: (instant) => definedLocal(definition, instant),
    windows: undefined,
    isPlace: true,
  };
  definedZones.set(definition, zone);
  return zone;
}

/** The zone with a Windows id or an IANA name, which may stand behind a path (`/mozilla.org/20050126_1/Europe/Berlin`). */
export function zoneNamed(name: string): FileZone | undefined {
  const windows = knownZone(name);
  if (windows) return windowsZone(windows);
  const parts = name.split('/').filter((part) => part !== '');
  for (let at = 0; at < parts.length; at += 1) {
    const rest = parts.slice(at).join('/');
    // Behind a path a single word is too little to be sure, but for UTC.
    if ((at === 0 || parts.length - at > 1 || /^utc$/i.test(rest)) && isIana(rest)) return ianaZone(rest);
  }
  return undefined;
}

/** ICU also knows abbreviations (PST; BST is Bangladesh there). Temporal refuses them: they mean too much. */
function isIana(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The zone that `tzid` means for an event of `year`. The name decides for a place whose definition is only outdated or
 * cut short. The definition decides where the name is unknown, or is that of another zone ("GMT" with a summer time).
 * Undefined where neither says anything.
 */
export function zoneMeant(tzid: string, definition: DefinedZone | undefined, year: number): FileZone | undefined {
  const named = zoneNamed(tzid) ?? (definition && zoneNamed(definition.location));
  if (!definition) return named;
  const defined = definedZone(definition);
  if (!named) return defined;
  const [byName, byDefinition] = [offsetsIn(named, year), offsetsIn(defined, year)];
  const shared = [...byName].filter((offset) => byDefinition.has(offset));
  const isSame = shared.length === byName.size && shared.length === byDefinition.size;
  return isSame || (named.isPlace && shared.length > 0) ? named : defined;
}

const DAYS_BETWEEN_SAMPLES = 10;

/** Local times through a year, ten days apart. */
const samplesOf = (year: number): string[] =>
  Array.from({ length: Math.ceil(366 / DAYS_BETWEEN_SAMPLES) }, (_, step) =>
    midnight(year, step * DAYS_BETWEEN_SAMPLES),
  );

/** `2026-01-01T00:00:00` for day 0 of 2026. */
function midnight(year: number, day: number): string {
  const date = new Date(Date.UTC(2000, 0, 1 + day));
  date.setUTCFullYear(year, 0, 1 + day);
  return date.toISOString().slice(0, 19);
}

const offsetsIn = (zone: FileZone, year: number): ReadonlySet<number> =>
  new Set(samplesOf(year).map((local) => Date.parse(`${local}Z`) - zone.instantOf(local)));

export const yearOf = (local: string): number => Number(local.slice(0, 4));

/** True where the Windows zone shows each of these local times at the same instant as `zone`. */
const agrees = (windows: WindowsZone, zone: FileZone, locals: readonly string[]): boolean =>
  locals.every((local) => instantOf(local, windows) === zone.instantOf(local));

const yearsThatAgree = new WeakMap<FileZone, Map<string, boolean>>();

/** True where the Windows zone shows the same times as `zone` through the whole year. */
function agreesInYear(windows: WindowsZone, zone: FileZone, year: number): boolean {
  const answers = yearsThatAgree.get(zone) ?? new Map<string, boolean>();
  yearsThatAgree.set(zone, answers);
  const key = `${windows.id} ${year}`;
  const answer = answers.get(key) ?? (agrees(windows, zone, samplesOf(year)) && changesAgree(windows, zone, year));
  answers.set(key, answer);
  return answer;
}

/** True where both change their clocks at the same local times. Only the spans in which `zone` changes them are read. */
function changesAgree(windows: WindowsZone, zone: FileZone, year: number): boolean {
  const offsetAt = (local: string) => zone.instantOf(local) - Date.parse(`${local}Z`);
  const isChange = (from: string, to: string) => offsetAt(from) !== offsetAt(to);
  for (let day = 0; day < 366; day += DAYS_BETWEEN_SAMPLES) {
    if (!isChange(midnight(year, day), midnight(year, day + DAYS_BETWEEN_SAMPLES))) continue;
    const days = Array.from({ length: DAYS_BETWEEN_SAMPLES + 1 }, (_, at) => midnight(year, day + at));
    const changing = days.slice(1).flatMap((next, at) => {
      const start = days[at] ?? next;
      return isChange(start, next) ? halfHoursOf(start) : [];
    });
    if (!agrees(windows, zone, [...days, ...changing])) return false;
  }
  return true;
}

const HALF_HOUR_MS = 30 * 60_000;

const halfHoursOf = (start: string): string[] =>
  Array.from({ length: 48 }, (_, at) =>
    new Date(Date.parse(`${start}Z`) + at * HALF_HOUR_MS).toISOString().slice(0, 19),
  );

/** The local times of a series: their years, and the times themselves, for where whole years do not agree. */
export interface LocalTimes {
  readonly years: readonly number[];
  /** Undefined where there are too many. */
  readonly locals: () => readonly string[] | undefined;
}

/** The Windows zone with the times of `zone` at all of these; the one of its name before others. */
export function agreeingZone(zone: FileZone, { years, locals }: LocalTimes): WindowsZone | undefined {
  const candidates = zone.windows ? [zone.windows, ...allZones()] : allZones();
  const all = candidates.find((windows) => years.every((year) => agreesInYear(windows, zone, year)));
  if (all) return all;
  const exact = locals();
  if (!exact) return undefined;
  return candidates.find((windows) => agrees(windows, zone, exact));
}

/** The Windows zone that stands for `zone` in a year; undefined where none does. */
export const zoneInYear = (zone: FileZone, year: number): WindowsZone | undefined =>
  zone.windows ?? agreeingZone(zone, { years: [year], locals: () => samplesOf(year) });
