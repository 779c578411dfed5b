// The events of one calendar in a .ics file share its own time zone and its definitions of zones.

import { UTC, type WindowsZone } from '../zones/zones.ts';
import type { IcsPart } from './blocks.ts';
import { unreadable } from './leftOut.ts';
import type { FileTime } from './time.ts';
import { type FileZone, UTC_ZONE, yearOf, zoneInYear, zoneMeant } from './zone.ts';
import { type DefinedZone, readDefinition } from './zoneDefinition.ts';

export interface IcsContext {
  /** The zone of times that name none. */
  readonly zone: FileZone;
  /** True where the calendar names `zone`; otherwise it is the zone of its only VTIMEZONE, or UTC. */
  readonly isZoneNamed: boolean;
  /** The zone of whose midnights all-day events are made. */
  readonly windows: WindowsZone;
  /** The calendar's METHOD, as of invitations sent by mail. */
  readonly method: string;
  /** The zone that `tzid` means at `local`. Throws LeftOut where nobody knows it. */
  zoneAt(tzid: string, local: string): FileZone;
}

/** The rules of this year tell the zone of a calendar. */
const RULE_YEAR = 2026;

/** The context of each calendar. A zone can be defined in another calendar of the same file. */
export function contextsOf(parts: readonly IcsPart[]): IcsContext[] {
  const definitions = parts.map(({ zones }) => zones.flatMap((block) => readDefinition(block) ?? []));
  return parts.map((part, at) => contextOf(part, [...(definitions[at] ?? []), ...definitions.flat()]));
}

function contextOf({ zoneName, method, zones }: IcsPart, definitions: readonly DefinedZone[]): IcsContext {
  const definition = (tzid: string) => definitions.find((each) => each.tzid === tzid);
  const named = zoneName === '' ? undefined : zoneMeant(zoneName, definition(zoneName), RULE_YEAR);
  const [only] = zones.length === 1 ? definitions : [];
  const meantAt = new Map<string, FileZone | undefined>();
  const zone = named ?? (only && zoneMeant(only.tzid, only, RULE_YEAR)) ?? UTC_ZONE;
  return {
    zone,
    isZoneNamed: named !== undefined,
    windows: zoneInYear(zone, RULE_YEAR) ?? UTC,
    method,
    zoneAt(tzid, local) {
      const key = `${yearOf(local)} ${tzid}`;
      if (!meantAt.has(key)) meantAt.set(key, zoneMeant(tzid, definition(tzid), yearOf(local)));
      const meant = meantAt.get(key);
      if (!meant) throw unreadable(`nobody defines its time zone "${tzid}"`);
      return meant;
    },
  };
}

/** The zone of a time: the one it names, UTC, or `floating` for a time that names none. Throws LeftOut. */
export function zoneOfTime({ tzid, isUtc, local }: FileTime, context: IcsContext, floating: FileZone): FileZone {
  if (tzid !== undefined) return context.zoneAt(tzid, local);
  return isUtc ? UTC_ZONE : floating;
}

/** Milliseconds since 1970. */
export const instantIn = ({ isUtc, local }: FileTime, zone: FileZone): number =>
  (isUtc ? UTC_ZONE : zone).instantOf(local);
