// The occurrences of a series in a .ics file that do not take place as its rule says: RECURRENCE-ID, EXDATE, and those
// that are cancelled (RFC 5545 sections 3.8.4.4 and 3.8.5.1).
import ICAL from 'ical.js';
import { eventOf, textOf, windowsZone } from './icsEvent.ts';
import { RuleNotHeld } from './icsRecurrence.ts';
import { contentOfEvent, type OccurrenceChange, type PersonEvent } from './person/event.ts';
import { dayOf } from './series/dates.ts';
import { isDayOfSeries, type Recurrence } from './series/recurrence.ts';
import { ResponseError } from './soap/errors.ts';
import { instantOf, knownZone, UTC, type WindowsZone, zonedTime } from './zones.ts';

type Remark = (sentence: string) => void;

/** `event` with its exceptions and deletions. Throws RuleNotHeld where Exchange would store another series. */
export function seriesOf(
  master: ICAL.Component,
  event: PersonEvent,
  overrides: readonly ICAL.Component[],
  calendarZone: WindowsZone,
  remark: Remark,
): PersonEvent {
  const recurrence = heldAsItIs(event);
  const zone = knownZone(event.zone ?? '') ?? UTC;
  const deletions = new Set<string>();
  const exceptions = new Map<string, OccurrenceChange>();
  for (const property of master.getAllProperties('exdate')) {
    for (const date of datesOf(property, zone)) if (isDayOfSeries(recurrence, dayOf(date))) deletions.add(date);
  }
  for (const override of overrides) {
    const id = override.getFirstProperty('recurrence-id');
    const [date] = id ? datesOf(id, zone) : [];
    if (date === undefined || !isDayOfSeries(recurrence, dayOf(date))) {
      remark('an occurrence that its series does not have, left out');
    } else if (textOf(override, 'status').toUpperCase() === 'CANCELLED') deletions.add(date);
    else exceptions.set(date, changeOf(eventOf(override, calendarZone, remark)));
  }
  for (const date of deletions) exceptions.delete(date);
  return fitting({ ...event, deletions: [...deletions].sort() }, exceptions, remark);
}

/** RFC 5545 counts DTSTART as the first occurrence, whatever the rule; Exchange begins with the first by the rule. */
function heldAsItIs(event: PersonEvent): Recurrence {
  const { recurrence: rule, ...single } = event;
  const series = contentAllowed(event);
  if (!rule || !series.recurrence) throw new Error('The event is no series.');
  if (series.start !== contentAllowed(single).start) throw new RuleNotHeld('a start that its rule does not give');
  return series.recurrence;
}

function contentAllowed(event: PersonEvent) {
  try {
    return contentOfEvent(event, '');
  } catch (error) {
    if (error instanceof ResponseError) throw new RuleNotHeld(`what it answers with ${error.code}`);
    throw error;
  }
}

/** What a change of one occurrence may say. */
function changeOf({ uid, recurrence, exceptions, deletions, ...change }: PersonEvent): OccurrenceChange {
  return change;
}

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

/** The dates, in the zone of the series, on which the times of a property fall. */
function datesOf(property: ICAL.Property, zone: WindowsZone): string[] {
  const tzid = property.getParameter('tzid');
  const other = typeof tzid === 'string' ? windowsZone(tzid) : undefined;
  return property.getValues().flatMap((value) => {
    if (!(value instanceof ICAL.Time)) return [];
    const local = value.toString().slice(0, 19);
    if (value.isDate) return [local.slice(0, 10)];
    const isUtc = value.zone === ICAL.Timezone.utcTimezone;
    if (!isUtc && (other?.id ?? zone.id) === zone.id) return [local.slice(0, 10)];
    const instant = isUtc ? value.toUnixTime() * 1000 : instantOf(local, other ?? zone);
    return [zonedTime(instant, zone).toPlainDate().toString()];
  });
}
