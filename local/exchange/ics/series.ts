// The occurrences of a series in a .ics file that do not take place as its rule says. They are the ones that
// RECURRENCE-ID changes, that EXDATE removes, or that are cancelled (RFC 5545 sections 3.8.4.4 and 3.8.5.1).
import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { contentOfEvent, type OccurrenceChange, type PersonEvent } from '../person/event.ts';
import { type Day, dateOf, dayOf } from '../recurrence/dates.ts';
import { daysOfSeries, isDayOfSeries, type Recurrence } from '../recurrence/recurrence.ts';
import { ResponseError } from '../soap/errors.ts';
import { instantOf, type WindowsZone } from '../zones/zones.ts';
import { eventOf, type ReadEvent, storedTimes } from './event.ts';
import { LeftOut, notHeld, type Remark } from './leftOut.ts';
import type { Revision } from './revisions.ts';
import { type FileTime, timesOf, writeLocal } from './time.ts';
import { type FileWhen, seriesDate } from './when.ts';
import { agreeingZone, yearOf } from './zone.ts';

/** The series with its exceptions and deletions. Throws LeftOut where Exchange would store another series. */
export function seriesOf(
  { component, context }: Revision,
  { event, when, overrides }: ReadEvent & { readonly overrides: readonly Revision[] },
  remark: Remark,
): PersonEvent {
  const recurrence = heldAsItIs(event);
  const series = when.isAllDay ? event : { ...event, ...storedTimes(when, seriesZone(when, recurrence)) };
  const dated = (time: FileTime) => dayInSeries(seriesDate(time, when, context), recurrence);
  const deletions = new Set(excludedTimes(component, remark).flatMap((time) => dated(time) ?? []));
  const exceptions = new Map<string, OccurrenceChange>();
  for (const override of overrides) {
    if (override.component.getFirstProperty('recurrence-id')?.getParameter('range') !== undefined)
      throw notHeld('a change of an occurrence and of all that follow it');
    const date = override.original && dated(override.original);
    if (date === undefined) remark('an occurrence that its series does not have, left out');
    else if (override.isCancelled) deletions.add(date);
    else {
      const change = changeOf(override, remark);
      if (change) exceptions.set(date, change);
    }
  }
  for (const date of deletions) exceptions.delete(date);
  return fitting({ ...series, deletions: [...deletions].sort() }, exceptions, remark);
}

const dayInSeries = (date: string, recurrence: Recurrence): string | undefined =>
  isDayOfSeries(recurrence, dayOf(date)) ? date : undefined;

/** The times that EXDATE names. One that does not exist excludes nothing. */
function excludedTimes(master: ICAL.Component, remark: Remark): FileTime[] {
  return master.getAllProperties('exdate').flatMap((property) => {
    try {
      return timesOf(property);
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      remark('an excluded date that does not exist, ignored');
      return [];
    }
  });
}

/** RFC 5545 counts DTSTART as the first occurrence, whatever the rule; Exchange begins with the first by the rule. */
function heldAsItIs(event: PersonEvent): Recurrence {
  const { recurrence: rule, ...single } = event;
  const series = contentAllowed(event);
  if (!rule || !series.recurrence) throw new Error('The event is no series.');
  if (series.start !== contentAllowed(single).start) throw notHeld('a start that its rule does not give');
  return series.recurrence;
}

/** No zone has rules that are known to change after this year. */
const LAST_YEAR_OF_CHANGES = 2040;
/** Where whole years do not agree, each occurrence is compared. That is too much for a longer series. */
const OCCURRENCES_COMPARED = 3000;

function comparedDays(recurrence: Recurrence): Day[] {
  const firstYear = yearOf(recurrence.startDate);
  const end = dayOf(`${Math.max(firstYear + 10, LAST_YEAR_OF_CHANGES)}-12-31`);
  const days: Day[] = [];
  for (const day of daysOfSeries(recurrence)) {
    if (day > end) break;
    days.push(day);
  }
  return days;
}

/** The Windows zone that shows every occurrence at the times that the file means. Throws LeftOut without one. */
function seriesZone(when: FileWhen, recurrence: Recurrence): WindowsZone {
  const days = comparedDays(recurrence);
  const [first = 0, last = first] = [days.at(0), days.at(-1)];
  const [firstYear, lastYear] = [yearOf(dateOf(first)), yearOf(dateOf(last))];
  const zone = agreeingZone(when.zone, {
    years: Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at),
    locals: () =>
      days.length > OCCURRENCES_COMPARED
        ? undefined
        : [when.start, when.end].flatMap((local) => days.map((day) => shifted(local, day - first))),
  });
  if (!zone) throw notHeld(`a series in the time zone "${when.zone.name}", which Windows does not have`);
  const { elsewhere } = when;
  const isEndSame = (day: Day) =>
    !elsewhere ||
    elsewhere.zone.instantOf(shifted(elsewhere.end, day - first)) === instantOf(shifted(when.end, day - first), zone);
  if (!days.every(isEndSame))
    throw notHeld('a series that ends in another time zone, whose clocks change at other times');
  return zone;
}

const shifted = (local: string, days: number): string => writeLocal(Temporal.PlainDateTime.from(local).add({ days }));

/** The content, which Exchange accepts. Throws LeftOut with its refusal. */
export function contentAllowed(event: PersonEvent) {
  try {
    return contentOfEvent(event, '');
  } catch (error) {
    if (error instanceof ResponseError) throw notHeld(`what it answers with ${error.code}: ${error.message}`);
    throw error;
  }
}

/** The change of one occurrence, in the zone of its series; undefined, with a remark, where it cannot be read. */
function changeOf({ component, context }: Revision, remark: Remark): OccurrenceChange | undefined {
  try {
    const { event, when } = eventOf(component, context, () => undefined);
    const { uid, recurrence, exceptions, deletions, zone, ...change } = event;
    return when.isAllDay ? change : { ...change, ...moments(when) };
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
    remark(`a changed occurrence, left as its series has it: ${error.message}`);
    return undefined;
  }
}

const moments = ({ startInstant, endInstant }: FileWhen) => ({
  start: new Date(startInstant).toISOString(),
  end: new Date(endInstant).toISOString(),
});

/** The exceptions that the calendar allows together, each looked at beside those before it. */
function fitting(event: PersonEvent, changes: ReadonlyMap<string, OccurrenceChange>, remark: Remark): PersonEvent {
  const all = { ...event, exceptions: Object.fromEntries(changes) };
  if (isAllowed(all)) return all;
  let fits: PersonEvent = event;
  contentAllowed(fits);
  for (const [date, change] of changes) {
    const more = { ...fits, exceptions: { ...fits.exceptions, [date]: change } };
    if (isAllowed(more)) fits = more;
    else remark('an occurrence that meets its neighbour, left as its series has it');
  }
  return fits;
}

function isAllowed(event: PersonEvent): boolean {
  try {
    contentOfEvent(event, '');
    return true;
  } catch (error) {
    if (error instanceof ResponseError) return false;
    throw error;
  }
}
