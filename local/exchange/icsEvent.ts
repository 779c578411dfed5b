// One VEVENT (RFC 5545) as a person would have filled it in. What does not fit is refused or remarked upon, never
// guessed.
import ICAL from 'ical.js';
import { RuleNotHeld, recurrenceOf } from './icsRecurrence.ts';
import type { FreeBusy, Sensitivity } from './item/item.ts';
import type { PersonEvent } from './person/event.ts';
import { knownZone, UTC, type WindowsZone, zoneOfIana } from './zones.ts';

const SUBJECT_LENGTH_MAX = 255;

/** What a person would have filled in. Throws RuleNotHeld. */
export function eventOf(
  component: ICAL.Component,
  calendarZone: WindowsZone,
  remark: (sentence: string) => void,
): PersonEvent {
  const event = new ICAL.Event(component);
  if (!event.startDate) throw new RuleNotHeld('an event without a start');
  const isAllDay = event.startDate.isDate;
  const zone = isAllDay ? calendarZone : zoneOf(component, calendarZone);
  const rule = component.getFirstPropertyValue('rrule');
  if (component.getAllProperties('rrule').length > 1 || component.hasProperty('rdate'))
    throw new RuleNotHeld('several rules or extra dates');
  const subject = event.summary ?? '';
  if (subject.length > SUBJECT_LENGTH_MAX) remark('a title of more than 255 characters, cut');
  const start = localOrUtc(event.startDate, zone);
  const end = localOrUtc(event.endDate, zone);
  if (event.endDate.compare(event.startDate) < 0) throw new RuleNotHeld('an end before the start');
  return {
    subject: subject.slice(0, SUBJECT_LENGTH_MAX),
    body: event.description ?? '',
    location: event.location ?? '',
    start,
    end,
    zone: zone?.id ?? UTC.id,
    isAllDay,
    sensitivity: SENSITIVITIES[textOf(component, 'class').toUpperCase()] ?? 'Normal',
    freeBusy: freeBusyOf(component),
    categories: component
      .getAllProperties('categories')
      .flatMap((property) => property.getValues().map(String))
      .filter((name) => name !== ''),
    reminderMinutes: reminderOf(component),
    ...(event.uid && { uid: event.uid }),
    ...(rule instanceof ICAL.Recur && { recurrence: recurrenceOf(rule, event.startDate, zone ?? UTC) }),
  };
}

const SENSITIVITIES: Readonly<Record<string, Sensitivity>> = { PRIVATE: 'Private', CONFIDENTIAL: 'Confidential' };
const FREE_BUSY: Readonly<Record<string, FreeBusy>> = {
  FREE: 'Free',
  TENTATIVE: 'Tentative',
  BUSY: 'Busy',
  OOF: 'OOF',
  WORKINGELSEWHERE: 'WorkingElsewhere',
};

function freeBusyOf(component: ICAL.Component): FreeBusy {
  const outlook = FREE_BUSY[textOf(component, 'x-microsoft-cdo-busystatus').toUpperCase()];
  if (outlook) return outlook;
  if (textOf(component, 'transp').toUpperCase() === 'TRANSPARENT') return 'Free';
  return textOf(component, 'status').toUpperCase() === 'TENTATIVE' ? 'Tentative' : 'Busy';
}

/** The first alarm that is relative to the start; null without one. */
function reminderOf(component: ICAL.Component): number | null {
  for (const alarm of component.getAllSubcomponents('valarm')) {
    const trigger = alarm.getFirstPropertyValue('trigger');
    if (trigger instanceof ICAL.Duration) return Math.max(0, Math.round(-trigger.toSeconds() / 60));
  }
  return null;
}

/** The zone DTSTART names; undefined for one that neither IANA, Windows nor CLDR know. */
function zoneOf(component: ICAL.Component, calendarZone: WindowsZone): WindowsZone | undefined {
  const property = component.getFirstProperty('dtstart');
  const tzid = property?.getParameter('tzid');
  if (typeof tzid === 'string')
    return windowsZone(tzid) ?? windowsZone(textOf(zoneComponent(component, tzid), 'x-lic-location'));
  return textOf(component, 'dtstart').endsWith('Z') ? UTC : calendarZone;
}

const zoneComponent = (component: ICAL.Component, tzid: string): ICAL.Component | undefined =>
  component.parent?.getAllSubcomponents('vtimezone').find((zone) => textOf(zone, 'tzid') === tzid);

/** Some producers put a path before the IANA name. */
export const windowsZone = (name: string): WindowsZone | undefined =>
  knownZone(name) ?? zoneOfIana(name) ?? zoneOfIana(name.split('/').slice(-2).join('/'));

/** Local time where the zone is known; else the instant that the file's own zone definition gives. */
function localOrUtc(time: ICAL.Time, zone: WindowsZone | undefined): string {
  if (time.isDate) return `${time.toString().slice(0, 10)}T00:00:00`;
  if (!zone || time.zone === ICAL.Timezone.utcTimezone) return new Date(time.toUnixTime() * 1000).toISOString();
  return time.toString().slice(0, 19);
}

export const textOf = (component: ICAL.Component | undefined, name: string): string =>
  String(component?.getFirstPropertyValue(name) ?? '');
