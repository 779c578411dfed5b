// The times of one VEVENT: DTSTART with DTEND or DURATION (RFC 5545 section 3.6.1), and what Outlook adds to them.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { type IcsContext, instantIn, zoneOfTime } from './context.ts';
import { notHeld, type Remark, unreadable } from './leftOut.ts';
import { dateOf, type FileTime, timeOf, writeLocal } from './time.ts';
import { type FileZone, UTC_ZONE } from './zone.ts';

export interface FileWhen {
  readonly isAllDay: boolean;
  /** The zone in which the event repeats. */
  readonly zone: FileZone;
  /** Local times in `zone`; of an all-day event the midnights of its first day and of the day after its last. */
  readonly start: string;
  readonly end: string;
  /** Milliseconds since 1970. */
  readonly startInstant: number;
  readonly endInstant: number;
  /** Where the end names another zone: that zone, and the end there. */
  readonly elsewhere?: { readonly zone: FileZone; readonly end: string };
}

/** When the event takes place. Throws LeftOut. */
export function whenOf(component: ICAL.Component, context: IcsContext, remark: Remark): FileWhen {
  const start = timeOf(component, 'dtstart');
  if (!start) throw unreadable('it has no start');
  const end = timeOf(component, 'dtend');
  if (end && end.isDate !== start.isDate) throw unreadable('of its start and its end only one has a time');
  const duration = durationOf(component);
  if (start.isDate) return wholeDays(start.local, end?.local ?? afterDays(start.local, duration), context.zone);
  return timed(component, { start, end, duration }, { context, remark });
}

interface Parts {
  readonly start: FileTime;
  readonly end: FileTime | undefined;
  readonly duration: ICAL.Duration | undefined;
}

interface Surroundings {
  readonly context: IcsContext;
  readonly remark: Remark;
}

function timed(component: ICAL.Component, parts: Parts, { context, remark }: Surroundings): FileWhen {
  const { start, end, duration } = parts;
  const zone = zoneOfTime(start, context, context.zone);
  const startInstant = instantIn(start, zone);
  const local = zone.localOf(startInstant);
  const endZone = end ? zoneOfTime(end, context, zone) : zone;
  const endInstant = end ? instantIn(end, endZone) : endAfter(start.isUtc ? local : start.local, duration, zone);
  if (endInstant < startInstant) throw notHeld('an end before the start');
  const when: FileWhen = {
    isAllDay: false,
    zone,
    start: local,
    end: zone.localOf(endInstant),
    startInstant,
    endInstant,
    ...(end?.tzid !== undefined &&
      endZone.name !== zone.name && { elsewhere: { zone: endZone, end: endZone.localOf(endInstant) } }),
  };
  if (isMarkedAllDay(component)) {
    const days = markedDays(when, zone === UTC_ZONE && start.tzid === undefined ? context.zone : zone);
    if (days) return days;
    remark('marked as all-day, but not from midnight to midnight: read with its times');
  }
  if (!start.isUtc && start.tzid === undefined && !context.isZoneNamed)
    remark(`a time without a time zone, read in ${zone.name}`);
  return when;
}

/** `end` is the day after the last one. Some programs write the last day instead where there is only one. */
function wholeDays(start: string, end: string, zone: FileZone): FileWhen {
  if (end < start) throw notHeld('an end before the start');
  const after = end === start ? shifted(start, 1) : end;
  const instants = { startInstant: zone.instantOf(start), endInstant: zone.instantOf(after) };
  return { isAllDay: true, zone, start, end: after, ...instants };
}

const FLAGS = ['x-microsoft-cdo-alldayevent', 'x-microsoft-msncalendar-alldayevent'];

/** MS-OXCICAL section 2.1.3.1.1.20.28: Outlook marks all-day events that are written with times. */
const isMarkedAllDay = (component: ICAL.Component): boolean =>
  FLAGS.some((name) => /^(?:true|1)$/i.test(String(component.getFirstPropertyValue(name) ?? '').trim()));

const isMidnight = (local: string): boolean => local.endsWith('T00:00:00');

function markedDays({ startInstant, endInstant }: FileWhen, zone: FileZone): FileWhen | undefined {
  const [start, end] = [zone.localOf(startInstant), zone.localOf(endInstant)];
  return [start, end].every(isMidnight) ? wholeDays(start, end, zone) : undefined;
}

function durationOf(component: ICAL.Component): ICAL.Duration | undefined {
  try {
    const value = component.getFirstPropertyValue('duration');
    return value instanceof ICAL.Duration ? value : undefined;
  } catch {
    throw unreadable('its duration cannot be read');
  }
}

const DAY_SECONDS = 86_400;

const shifted = (local: string, days: number): string => writeLocal(Temporal.PlainDateTime.from(local).add({ days }));

/** A date without end and duration is one day; part of a day counts as one. */
const afterDays = (local: string, duration: ICAL.Duration | undefined): string =>
  shifted(local, duration ? Math.ceil(duration.toSeconds() / DAY_SECONDS) : 1);

/** RFC 5545 section 3.3.6: days are days of the calendar, hours are exact. */
function endAfter(local: string, duration: ICAL.Duration | undefined, zone: FileZone): number {
  if (!duration) return zone.instantOf(local);
  const sign = duration.isNegative ? -1 : 1;
  const days = sign * (7 * duration.weeks + duration.days);
  const seconds = sign * (3600 * duration.hours + 60 * duration.minutes + duration.seconds);
  return zone.instantOf(shifted(local, days)) + 1000 * seconds;
}

/**
 * The date, in the zone of a series, of a property's time. For a series of whole days a midnight means its own date,
 * in whichever zone it is written. Throws LeftOut where nobody knows the zone.
 */
export function seriesDate(time: FileTime, { isAllDay, zone }: FileWhen, context: IcsContext): string {
  if (time.isDate || (!time.isUtc && time.tzid === undefined)) return dateOf(time.local);
  if (isAllDay && isMidnight(time.local)) return dateOf(time.local);
  const own = time.isUtc ? UTC_ZONE : context.zoneAt(time.tzid ?? '', time.local);
  return dateOf(own.name === zone.name ? time.local : zone.localOf(own.instantOf(time.local)));
}
