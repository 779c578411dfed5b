// When an event takes place -> Graph's times, each a wall time and the name of its zone. Mirrors toWhen.ts.
import { dateOf, dayOf } from '../../../calendar/days.ts';
import type { Instant, LocalDate, OccurrenceWhen, TimedWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { durationDays, durationSeconds, endInstant, startInstant } from '../../../calendar/when.ts';
import { windowsFromIana } from '../../../calendar/zones/windowsZones.ts';
import { hasTime } from '../../../calendar/zones/zoneAgreement.ts';
import { USUAL_ZONES, windowsZoneFor } from '../../../calendar/zones/zoneChoice.ts';
import { ianaClock, instantAt, laterBy, localAt } from '../../../calendar/zones/zoneClock.ts';
import { zoneText } from '../../seriesWhen.ts';
import type { DateTimeTimeZone } from './eventJson.ts';
import { type ExtendedProperty, property } from './extendedProperties.ts';
import { recurrenceFromWhen } from './fromRule.ts';

export interface TimesJson {
  readonly start: DateTimeTimeZone;
  readonly end: DateTimeTimeZone;
  readonly isAllDay: boolean;
  readonly recurrence?: object;
}

/** The zones that a time is written with. */
export interface WritingZones {
  /** The mailbox's, in which all-day events begin. */
  readonly timeZone: TimeZoneId;
  readonly now: Instant;
}

/**
 * The properties go together. Throws for a series in a zone that Windows does not have: unheld leaves it out before.
 */
export function timesFromWhen(when: When, { timeZone, now }: WritingZones): TimesJson {
  if (when.showWithoutTime) return allDayTimes(when, windowsFromIana(timeZone) ?? UTC);
  if (!when.recurrence) return singleTimes(when, now);
  const zone = seriesZone(when, now);
  // A series is a wall time, whatever the server's clock shows on its first day.
  const end = laterBy(when.start, durationSeconds(when.duration));
  return {
    start: { dateTime: when.start, timeZone: zone },
    end: { dateTime: end, timeZone: zone },
    isAllDay: false,
    recurrence: recurrenceFromWhen(when, zone),
  };
}

const UTC = 'UTC';

function seriesZone(when: TimedWhen, now: Instant): string {
  const zone = windowsZoneFor(when, USUAL_ZONES, now);
  if (zone === undefined) throw new Error('there is no zone for this series');
  return zone;
}

/** The zone in which a series is written, and the zone that it stands for (seriesWhen.ts). */
export const zoneProperties = (when: When | undefined, { now }: WritingZones): ExtendedProperty[] =>
  when?.recurrence && !when.showWithoutTime ? [property('Zone', zoneText(when.timeZone, seriesZone(when, now)))] : [];

/** Its midnights are the server's. One that the zone does not have cannot be said in it; a series keeps its zone. */
function allDayTimes(when: Extract<When, { showWithoutTime: true }>, zone: string): TimesJson {
  const start = midnight(when.start);
  const end = midnight(dateOf(dayOf(when.start) + durationDays(when.duration)));
  const clock = USUAL_ZONES.clockOf(zone);
  const isSaid = when.recurrence !== undefined || (clock !== undefined && hasTime(clock, start) && hasTime(clock, end));
  const timeZone = isSaid ? zone : UTC;
  return {
    start: { dateTime: start, timeZone },
    end: { dateTime: end, timeZone },
    isAllDay: true,
    ...(when.recurrence ? { recurrence: recurrenceFromWhen(when, timeZone) } : {}),
  };
}

const midnight = (date: LocalDate): string => `${date}T00:00:00`;

/** In its zone where the clocks of IANA and Windows agree then. */
function singleTimes(when: TimedWhen, now: Instant): TimesJson {
  const zone = windowsZoneFor(when, USUAL_ZONES, now);
  return timesIn(startInstant(when, UTC), endInstant(when, UTC), zone);
}

/** A time that the zone has twice or not at all cannot be said in it: then it is said in UTC. */
function timesIn(start: Instant, end: Instant, zone: string | undefined): TimesJson {
  const clock = zone === undefined ? undefined : USUAL_ZONES.clockOf(zone);
  const isSaid =
    clock !== undefined && [start, end].every((instant) => instantAt(clock, localAt(clock, instant)) === instant);
  const said = isSaid && zone !== undefined ? { clock, zone } : { clock: ianaClock(UTC), zone: UTC };
  const timeOf = (instant: Instant) => ({ dateTime: localAt(said.clock, instant), timeZone: said.zone });
  return { start: timeOf(start), end: timeOf(end), isAllDay: false };
}

/** The time of one occurrence. `allDayZone`: the Windows id of an all-day series. */
export function timesFromOccurrence(occurrence: OccurrenceWhen, series: When, allDayZone: string): TimesJson {
  const zone = series.showWithoutTime
    ? allDayZone
    : (series.windowsTimeZone ?? windowsFromIana(series.timeZone) ?? UTC);
  if (occurrence.showWithoutTime) return allDayTimes(occurrence, zone);
  const clock = USUAL_ZONES.clockOf(zone) ?? ianaClock(UTC);
  const start = instantAt(clock, occurrence.start);
  return timesIn(start, start + durationSeconds(occurrence.duration) * 1000, zone);
}
