// Windows time zones, and what EWS does with times (learn.microsoft.com: Time zones and EWS in Exchange). Exchange computes
// by the rules of Windows' registry, and so does this server. IANA names are read from CLDR's own table, not from the
// product's, so that the two can disagree in a test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Temporal } from 'temporal-polyfill';
import { windowsIds, windowsRules, type YearRule } from '../../../shared/calendar/zones/windowsRules.ts';
import { type OffsetSpan, offsetAt, offsetSpans } from './windowsClock.ts';

export interface WindowsZone {
  /** As Windows spells it, `FLE Standard Time`. */
  readonly id: string;
  readonly rules: readonly YearRule[];
}

interface CldrMapZone {
  readonly _other: string;
  readonly _territory: string;
  readonly _type: string;
}

const zonesById = new Map<string, WindowsZone>();
for (const id of windowsIds) addZone(id, windowsRules(id) ?? []);
const idsByIana = readIanaNames();

/**
 * A zone that this server knows beside those of Windows as of August 2026: later updates of Windows brought others. Returns
 * what takes it back.
 */
export function addZone(id: string, rules: readonly YearRule[]): () => void {
  const key = id.toLowerCase();
  const before = zonesById.get(key);
  zonesById.set(key, { id, rules });
  return () => void (before ? zonesById.set(key, before) : zonesById.delete(key));
}

function readIanaNames(): ReadonlyMap<string, string> {
  const path = createRequire(import.meta.url).resolve('cldr-core/supplemental/windowsZones.json');
  const table: { supplemental: { windowsZones: { mapTimezones: { mapZone: CldrMapZone }[] } } } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const ids = new Map<string, string>();
  for (const { mapZone } of table.supplemental.windowsZones.mapTimezones) {
    const names = mapZone._type.split(' ').filter((name) => name !== '');
    for (const name of names) if (!ids.has(name)) ids.set(name, mapZone._other);
  }
  return ids;
}

export const UTC: WindowsZone = { id: 'UTC', rules: [{ standard: 0 }] };

/** The zone with this Windows id, in whatever letter case; undefined for any other name. */
export const knownZone = (id: string): WindowsZone | undefined => zonesById.get(id.toLowerCase());

export const allZones = (): WindowsZone[] => [...zonesById.values()];

/** The Windows zone for an IANA name; undefined where CLDR has none. */
export function zoneOfIana(iana: string): WindowsZone | undefined {
  const id = idsByIana.get(iana) ?? idsByIana.get(canonicalIana(iana));
  return id === undefined ? undefined : knownZone(id);
}

function canonicalIana(iana: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: iana }).resolvedOptions().timeZone;
  } catch {
    return iana;
  }
}

const spansOf = new Map<readonly YearRule[], readonly OffsetSpan[]>();

/** Milliseconds east of Greenwich. */
function offsetIn({ rules }: WindowsZone, instant: number): number {
  const known = spansOf.get(rules);
  const spans = known ?? offsetSpans(rules);
  if (!known) spansOf.set(rules, spans);
  return offsetAt(spans, instant);
}

/** Local time in `zone` to an instant: the earlier one of a doubled hour, moved forward in a skipped one. */
export function instantOf(local: string, zone: WindowsZone): number {
  const wall = Temporal.PlainDateTime.from(local).toZonedDateTime('UTC').epochMilliseconds;
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - offsetIn(zone, near));
  const meant = [before, after].filter((instant = 0) => instant + offsetIn(zone, instant) === wall);
  return Math.min(...(meant.length > 0 ? meant : [before]).map((instant = 0) => instant));
}

const DAY_MS = 86_400_000;

/** The time on the clocks of `zone`. The zone of the result is the offset that they have then. */
export function zonedTime(instant: number, zone: WindowsZone): Temporal.ZonedDateTime {
  const minutes = Math.round(offsetIn(zone, instant) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(offset);
}

/** `instant` as an xs:dateTime, in the offset of `zone`, with Z where none is asked for. */
export function writeDateTime(instant: number, zone: WindowsZone | undefined): string {
  if (!zone || zone.id === UTC.id) return `${new Date(instant).toISOString().slice(0, 19)}Z`;
  const local = zonedTime(instant, zone);
  return `${local.toPlainDateTime().toString({ smallestUnit: 'second' })}${local.offset}`;
}
