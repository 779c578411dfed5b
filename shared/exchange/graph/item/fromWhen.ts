// When an event takes place -> Graph's times, each a wall time and the name of its zone. Mirrors toWhen.ts.
import type { Instant, OccurrenceWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { toInstant, toLocal } from '../../../calendar/timeZone.ts';
import { endInstant, startInstant } from '../../../calendar/when.ts';
import { windowsFromIana } from '../../../calendar/windowsZones.ts';
import type { DateTimeTimeZone } from './eventJson.ts';
import { recurrenceFromWhen } from './fromRule.ts';

export interface TimesJson {
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay: boolean;
  readonly recurrence?: object;
}

/** The properties go together. `timeZone`: the mailbox's, in which all-day events begin. */
export function timesFromWhen(when: When, timeZone: TimeZoneId): TimesJson {
  const zone = when.showWithoutTime ? timeZone : when.timeZone;
  const kept = when.showWithoutTime ? undefined : when.windowsTimeZone;
  const named = namedZone(zone, kept);
  const times = timesIn(when, zone, named);
  if (!when.recurrence) return times;
  return { ...times, recurrence: recurrenceFromWhen(when, times.start.timeZone) };
}

/** The time of one occurrence. `timeZone`: of an all-day series, in which its days begin. */
export function timesFromOccurrence(occurrence: OccurrenceWhen, series: When, timeZone: TimeZoneId): TimesJson {
  const zone = series.showWithoutTime ? timeZone : series.timeZone;
  const kept = series.showWithoutTime ? undefined : series.windowsTimeZone;
  const when: When = occurrence.showWithoutTime ? occurrence : { ...occurrence, timeZone: zone };
  return timesIn(when, zone, namedZone(zone, kept));
}

/** Where Windows has no such zone, UTC. */
const namedZone = (zone: TimeZoneId, kept: string | undefined): string => kept ?? windowsFromIana(zone) ?? 'UTC';

/**
 * A time that the zone has twice or not at all cannot be said in it: then it is said in UTC. A series stays in its zone,
 * in which it repeats.
 */
function timesIn(when: When, zone: TimeZoneId, windowsTimeZone: string): TimesJson {
  const isUnnamed = windowsTimeZone === 'UTC';
  const local = isUnnamed ? 'UTC' : zone;
  const [start, end] = [
    startInstant(when, when.showWithoutTime ? local : zone),
    endInstant(when, when.showWithoutTime ? local : zone),
  ];
  const isSaid = [start, end].every((instant) => isNamed(instant, local, when.showWithoutTime));
  if (isSaid || when.recurrence) return timesJson(start, end, local, windowsTimeZone, when.showWithoutTime);
  if (!when.showWithoutTime) return timesJson(start, end, 'UTC', 'UTC', false);
  return timesJson(startInstant(when, 'UTC'), endInstant(when, 'UTC'), 'UTC', 'UTC', true);
}

/** Whether the wall time in the zone means this instant, and of a whole day whether it is midnight. */
function isNamed(instant: Instant, zone: TimeZoneId, isAllDay: boolean): boolean {
  const local = toLocal(instant, zone);
  return isAllDay ? local.endsWith('T00:00:00') : toInstant(local, zone) === instant;
}

const timesJson = (start: Instant, end: Instant, zone: TimeZoneId, timeZone: string, isAllDay: boolean): TimesJson => ({
  start: { dateTime: toLocal(start, zone), timeZone },
  end: { dateTime: toLocal(end, zone), timeZone },
  isAllDay,
});
