// Windows time zone ids, which Exchange speaks, and IANA names, which everything else does. The table is CLDR's; names
// that CLDR files under an older one (Europe/Kyiv, Asia/Kolkata) are found through the runtime's own aliases.
import type { TimeZoneId } from './event.ts';
import { isTimeZone } from './timeZone.ts';
import { WINDOWS_ZONES } from './windowsZones.data.ts';

const ianaByWindows = new Map<string, TimeZoneId>();
const windowsByIana = new Map<TimeZoneId, string>();
for (const [windowsId, zones] of WINDOWS_ZONES) {
  const [anywhere, ...elsewhere] = zones.split(' ');
  if (anywhere === undefined) continue;
  ianaByWindows.set(windowsId.toLowerCase(), anywhere);
  for (const zone of [anywhere, ...elsewhere]) windowsByIana.set(zone, windowsId);
}
// Exchange's own id for UTC, which it answers beside the Windows ids.
ianaByWindows.set('tzone://microsoft/utc', 'UTC');

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

function cldrName(zone: TimeZoneId): TimeZoneId {
  if (!isTimeZone(zone)) return zone;
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
