// When a series takes place: a wall time of its zone, read from the instants that a server gives by the server's own
// clock.
import { dateIn } from '../calendar/days.ts';
import type { Instant, LocalDate, RecurrenceRule, TimedWhen, TimeZoneId, When } from '../calendar/event.ts';
import { isTimeZone } from '../calendar/timeZone.ts';
import { durationOf } from '../calendar/when.ts';
import { ianaFromWindows } from '../calendar/zones/windowsZones.ts';
import { ianaZoneFor } from '../calendar/zones/zoneChoice.ts';
import { localAt, secondsBetween } from '../calendar/zones/zoneClock.ts';
import { keptId, type ServerZone } from './serverZone.ts';

export interface ReadSeries {
  readonly start: Instant;
  readonly end: Instant;
  /** Undefined where it cannot be read. */
  readonly ruleFrom: (start: LocalDate) => RecurrenceRule | undefined;
  readonly zone: ServerZone;
  /** Of mailbox or company. */
  readonly own: TimeZoneId;
  /** The item's property `Zone`. */
  readonly written: string | undefined;
}

/**
 * The first occurrence and the rule. `zoneUnknown` where no IANA zone takes place as the server's does: then nobody
 * could say when the later occurrences are.
 */
export function timedSeries(series: ReadSeries): TimedWhen | 'zoneUnknown' | 'unreadable' {
  const { start, end, zone, ruleFrom } = series;
  const local = localAt(zone.clock, start);
  const rule = ruleFrom(dateIn(local));
  if (!rule) return 'unreadable';
  // By the clock on the wall, as the server lets every occurrence end.
  const seconds = Math.max(secondsBetween(local, localAt(zone.clock, end)), 0);
  const when: When = {
    showWithoutTime: false,
    start: local,
    timeZone: 'UTC',
    ...keptId(zone),
    duration: durationOf(seconds),
    recurrence: { rule, overrides: {} },
  };
  const timeZone = zoneName(when, series);
  return timeZone === undefined ? 'zoneUnknown' : { ...when, timeZone };
}

function zoneName(when: TimedWhen, { zone, own, written }: ReadSeries): TimeZoneId | undefined {
  const { name, clock } = zone;
  const ours = zoneWritten(written, name);
  if (ours !== undefined) return ours;
  if (isTimeZone(name) && ianaFromWindows(name) === undefined) return name;
  return ianaZoneFor(when, { id: name, clock, own });
}

/**
 * The property `Zone` of a series that we wrote: the IANA zone, and the Windows id that stands for it. Several zones
 * may have been written under one id; which of them it was, only this tells.
 */
export const zoneText = (timeZone: TimeZoneId, windowsId: string): string => `${timeZone} ${windowsId}`;

/** The IANA zone that the text names for this Windows id; undefined where a person has chosen another zone since. */
function zoneWritten(text: string | undefined, windowsId: string): TimeZoneId | undefined {
  const [, zone = '', id] = /^(\S+) (.+)$/.exec(text ?? '') ?? [];
  return id?.toLowerCase() === windowsId.toLowerCase() && isTimeZone(zone) ? zone : undefined;
}
