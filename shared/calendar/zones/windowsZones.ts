// Windows time zone ids, which Exchange speaks, and IANA names, which everything else does. The table is CLDR's; names
// that CLDR files under an older one (Europe/Kyiv, Asia/Kolkata) are found through the runtime's own aliases.
import type { TimeZoneId } from '../event.ts';
import { isTimeZone } from '../timeZone.ts';
import { WINDOWS_ZONES } from './windowsZones.data.ts';

const ianaByWindows = new Map<string, TimeZoneId>();
const windowsByIana = new Map<TimeZoneId, string>();
const zonesById = new Map<string, readonly TimeZoneId[]>();
for (const [windowsId, zones] of WINDOWS_ZONES) {
  const [anywhere, ...elsewhere] = zones.split(' ');
  if (anywhere === undefined) continue;
  ianaByWindows.set(windowsId.toLowerCase(), anywhere);
  zonesById.set(windowsId.toLowerCase(), [anywhere, ...elsewhere]);
  for (const zone of [anywhere, ...elsewhere]) windowsByIana.set(zone, windowsId);
}
// Exchange's own id for UTC, which it answers beside the Windows ids.
ianaByWindows.set('tzone://microsoft/utc', 'UTC');

/**
 * Ids that Windows got in September 2026 and no published CLDR has (ticket CLDR-19827). Only a
 * server can tell that it knows them. An IANA zone is sent under one of them only to a server that does.
 */
const NEWER_IDS: readonly (readonly [windowsId: string, zones: readonly TimeZoneId[]])[] = [
  ['British Columbia Standard Time', ['America/Vancouver']],
  ['Alberta Standard Time', ['America/Edmonton', 'America/Inuvik']],
  ['Manitoba Standard Time', ['America/Winnipeg']],
];
const newerByIana = new Map<TimeZoneId, string>();
const newerIds = new Set<string>();
for (const [windowsId, [first = 'UTC', ...others]] of NEWER_IDS) {
  ianaByWindows.set(windowsId.toLowerCase(), first);
  newerIds.add(windowsId.toLowerCase());
  for (const zone of [first, ...others]) newerByIana.set(zone, windowsId);
}

/** The IANA zone of a Windows id, whatever the case of its letters; `undefined` when CLDR does not know the id. */
export function ianaFromWindows(id: string): TimeZoneId | undefined {
  return ianaByWindows.get(id.toLowerCase());
}

/**
 * The Windows id of an IANA zone or alias; `undefined` for what is no zone and for the few that Windows has none for
 * (Antarctica/Troll).
 */
export function windowsFromIana(zone: TimeZoneId): string | undefined {
  return windowsByIana.get(zone) ?? windowsByIana.get(cldrName(zone));
}

/** True when Windows has got this id since CLDR was published. */
export const isNewerId = (id: string): boolean => newerIds.has(id.toLowerCase());

/** The id that an IANA zone or alias has got in Windows since CLDR was published. */
export const newerWindowsId = (zone: TimeZoneId): string | undefined =>
  newerByIana.get(zone) ?? newerByIana.get(cldrName(zone));

/** The IANA zones of a Windows id, the one to choose knowing nothing else first. */
export const ianaZonesOf = (id: string): readonly TimeZoneId[] => zonesById.get(id.toLowerCase()) ?? [];

const cldrNames = new Map<TimeZoneId, TimeZoneId>();

/** The one name of a zone among its aliases; what is no zone stays as it is. */
export function cldrName(zone: TimeZoneId): TimeZoneId {
  const known = cldrNames.get(zone) ?? readCldrName(zone);
  // There are 600 zones, and more ways to spell them.
  if (cldrNames.size > NAMES_MAX) cldrNames.clear();
  cldrNames.set(zone, known);
  return known;
}

const NAMES_MAX = 1_000;

function readCldrName(zone: TimeZoneId): TimeZoneId {
  if (!isTimeZone(zone)) return zone;
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
