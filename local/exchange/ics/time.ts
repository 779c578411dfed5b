// Dates and times of a .ics file (RFC 5545 sections 3.3.4 and 3.3.5), as they stand in it. An
// impossible date (30 February) is refused here, since ical.js would move it to another day.
import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { unreadable } from './leftOut.ts';

export interface FileTime {
  readonly isDate: boolean;
  /** `2026-11-20T09:00:00`; a date is its midnight. */
  readonly local: string;
  /** `local` is in UTC. */
  readonly isUtc: boolean;
  /** The time zone that the property names. */
  readonly tzid: string | undefined;
}

/** The years that Exchange holds (MS-OXOCAL section 2.2.1.44.1: dates count from 1601, and end in 4500). */
const [YEAR_MIN, YEAR_MAX] = [1601, 4500];

/** The times of a property. Throws LeftOut for an impossible one. */
export function timesOf(property: ICAL.Property): FileTime[] {
  const [, parameters, , ...values] = property.toJSON() as [string, Record<string, unknown>, string, ...unknown[]];
  const tzid = typeof parameters.tzid === 'string' ? parameters.tzid : undefined;
  return values.map((value) => readTime(String(value), tzid));
}

/** The first time of the property `name`; undefined where the component lacks it. Throws LeftOut. */
export function timeOf(component: ICAL.Component, name: string): FileTime | undefined {
  const property = component.getFirstProperty(name);
  return property ? timesOf(property)[0] : undefined;
}

/** One time in ical.js's form, `2026-11-20` or `2026-11-20T09:00:00Z`. Throws LeftOut. */
export function readTime(text: string, tzid?: string): FileTime {
  const [, date = '', time, zone] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(Z?))?$/.exec(text) ?? [];
  try {
    const isEndOfDay = time === '24:00:00';
    const wall = Temporal.PlainDateTime.from(`${date}T${isEndOfDay ? '00:00:00' : (time ?? '00:00:00')}`, {
      overflow: 'reject',
    }).add({ days: isEndOfDay ? 1 : 0 });
    if (wall.year < YEAR_MIN || wall.year > YEAR_MAX) throw new RangeError('The year is out of range.');
    return { isDate: time === undefined, local: writeLocal(wall), isUtc: zone === 'Z', tzid };
  } catch {
    throw unreadable(`there is no such date or time as ${text}`);
  }
}

export const writeLocal = (wall: Temporal.PlainDateTime): string => wall.toString({ smallestUnit: 'second' });

export const dateOf = (local: string): string => local.slice(0, 10);
