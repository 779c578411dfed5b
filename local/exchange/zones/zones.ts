// Windows time zones, as CLDR maps them to IANA's, and what EWS does with times (learn.microsoft.com: Time zones and
// EWS in Exchange). Read from CLDR's own table, not from the product's, so that the two can disagree in a test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Temporal } from 'temporal-polyfill';

export interface WindowsZone {
  /** As Windows spells it, `FLE Standard Time`. */
  readonly id: string;
  readonly iana: string;
}

interface CldrMapZone {
  readonly _other: string;
  readonly _territory: string;
  readonly _type: string;
}

const zonesById = new Map<string, WindowsZone>();
const idsByIana = new Map<string, string>();
readTable();

function readTable(): void {
  const path = createRequire(import.meta.url).resolve('cldr-core/supplemental/windowsZones.json');
  const table: { supplemental: { windowsZones: { mapTimezones: { mapZone: CldrMapZone }[] } } } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  for (const { mapZone } of table.supplemental.windowsZones.mapTimezones) {
    const names = mapZone._type.split(' ').filter((name) => name !== '');
    const first = names[0];
    if (mapZone._territory === '001' && first)
      zonesById.set(mapZone._other.toLowerCase(), { id: mapZone._other, iana: first });
    for (const name of names) if (!idsByIana.has(name)) idsByIana.set(name, mapZone._other);
  }
}

export const UTC: WindowsZone = { id: 'UTC', iana: 'Etc/UTC' };

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

/** Local time in `zone` to an instant: the earlier one of a doubled hour, moved forward in a skipped one. */
export const instantOf = (local: string, zone: WindowsZone): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone.iana).epochMilliseconds;

export const zonedTime = (instant: number, zone: WindowsZone): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone.iana);

/** `instant` as an xs:dateTime, in the offset of `zone`, with Z where none is asked for. */
export function writeDateTime(instant: number, zone: WindowsZone | undefined): string {
  if (!zone || zone.iana === UTC.iana) return `${new Date(instant).toISOString().slice(0, 19)}Z`;
  const local = zonedTime(instant, zone);
  return `${local.toPlainDateTime().toString({ smallestUnit: 'second' })}${local.offset}`;
}
