// Calendars from .ics files (RFC 5545, read by ical.js) as events that a mailbox's user could have made. What does not
// fit is left out and reported, never guessed.
import ICAL from 'ical.js';
import { eventOf, textOf, windowsZone } from './icsEvent.ts';
import { RuleNotHeld } from './icsRecurrence.ts';
import { seriesOf } from './icsSeries.ts';
import type { PersonEvent } from './person/event.ts';
import { UTC } from './zones.ts';

/** Something in the file that did not come into the mailbox as it stands there. */
export interface IcsRemark {
  readonly uid: string;
  readonly remark: string;
}

export interface IcsCalendar {
  readonly items: readonly PersonEvent[];
  readonly remarks: readonly IcsRemark[];
}

/**
 * Every VEVENT of `text`, a series with its changed, moved, excluded and cancelled occurrences. Cancelled events and
 * what Exchange cannot hold are reported and left out. Throws what ical.js throws for text that is no calendar.
 */
export function loadIcs(text: string): IcsCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const calendarZone = windowsZone(textOf(calendar, 'x-wr-timezone')) ?? UTC;
  const components = calendar.getAllSubcomponents('vevent');
  const items: PersonEvent[] = [];
  const remarks: IcsRemark[] = [];
  const series = new Set(components.filter((component) => component.hasProperty('rrule')).map(uidOf));
  for (const component of components) {
    const uid = uidOf(component);
    const remark = (sentence: string) => remarks.push({ uid, remark: sentence });
    const isOverride = component.hasProperty('recurrence-id');
    if (isOverride && series.has(uid)) continue;
    if (isCancelled(component)) {
      remark('cancelled, left out');
      continue;
    }
    try {
      const event = eventOf(component, calendarZone, remark);
      const overrides = components.filter((other) => uidOf(other) === uid && other.hasProperty('recurrence-id'));
      if (isOverride) items.push({ ...event, uid: `${uid}_${textOf(component, 'recurrence-id')}` });
      else items.push(event.recurrence ? seriesOf(component, event, overrides, calendarZone, remark) : event);
    } catch (error) {
      if (!(error instanceof RuleNotHeld)) throw error;
      remark(`left out because Exchange does not hold ${error.message}`);
    }
  }
  return { items, remarks };
}

const uidOf = (component: ICAL.Component) => textOf(component, 'uid');
const isCancelled = (component: ICAL.Component) => textOf(component, 'status').toUpperCase() === 'CANCELLED';
