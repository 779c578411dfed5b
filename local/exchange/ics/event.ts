// One VEVENT (RFC 5545) as a person would have filled it in. A value that does not fit is left out with
// a remark, never guessed.
import type ICAL from 'ical.js';
import type { PersonEvent } from '../person/event.ts';
import type { FreeBusy, Sensitivity } from '../store/item.ts';
import { instantOf, UTC, type WindowsZone } from '../zones/zones.ts';
import { type AlarmContext, reminderOf } from './alarm.ts';
import type { IcsContext } from './context.ts';
import { notHeld, type Remark } from './leftOut.ts';
import { recurrenceOf } from './recurrence.ts';
import { type FileWhen, whenOf } from './when.ts';
import { yearOf, zoneInYear } from './zone.ts';

const SUBJECT_LENGTH_MAX = 255;

export interface ReadEvent {
  readonly event: PersonEvent;
  readonly when: FileWhen;
}

/** The event that a person would have filled in, and when the file means it. Throws LeftOut. */
export function eventOf(component: ICAL.Component, context: IcsContext, remark: Remark): ReadEvent {
  const when = whenOf(component, context, remark);
  const rule = ruleOf(component);
  const uid = textOf(component, 'uid');
  const event: PersonEvent = {
    subject: cut(textOf(component, 'summary'), remark),
    body: textOf(component, 'description'),
    location: textOf(component, 'location'),
    ...storedTimes(when, when.isAllDay ? context.windows : storedZone(when, rule ? () => undefined : remark)),
    isAllDay: when.isAllDay,
    sensitivity: SENSITIVITIES[textOf(component, 'class').toUpperCase()] ?? 'Normal',
    freeBusy: freeBusyOf(component),
    categories: component
      .getAllProperties('categories')
      .flatMap((property) => property.getValues().map(String))
      .filter((name) => name !== ''),
    reminderMinutes: reminderOf(component, alarmContext(when, rule !== undefined), remark),
    ...(uid !== '' && { uid }),
    ...(rule && { recurrence: recurrenceOf(rule, when) }),
  };
  return { event, when };
}

const alarmContext = ({ startInstant, endInstant }: FileWhen, isSeries: boolean): AlarmContext => ({
  start: startInstant,
  end: endInstant,
  isSeries,
});

/** The event's rule; undefined for a single event. Throws LeftOut for what one pattern cannot say. */
function ruleOf(component: ICAL.Component): ICAL.Property | undefined {
  const [rule, ...others] = component.getAllProperties('rrule');
  const isMore = others.length > 0 || component.hasProperty('rdate') || component.hasProperty('exrule');
  if (isMore) throw notHeld('several rules or extra dates');
  return rule;
}

/** At most as long as Exchange stores it, without half of a character. */
function cut(title: string, remark: Remark): string {
  if (title.length <= SUBJECT_LENGTH_MAX) return title;
  remark('a title of more than 255 characters, cut');
  let length = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(title)) {
    if (index + segment.length > SUBJECT_LENGTH_MAX) break;
    length = index + segment.length;
  }
  return title.slice(0, length);
}

function storedZone({ zone, start }: FileWhen, remark: Remark): WindowsZone {
  const windows = zoneInYear(zone, yearOf(start));
  if (!windows) remark(`Windows has no time zone for "${zone.name}": kept at its moment, in UTC`);
  return windows ?? UTC;
}

/** The times as a person types them in `windows`, or as moments where that zone shows other times than the file means. */
export function storedTimes(
  { isAllDay, start, end, startInstant, endInstant }: FileWhen,
  windows: WindowsZone,
): Pick<PersonEvent, 'start' | 'end' | 'zone'> {
  const text = (local: string, instant: number) =>
    isAllDay || (windows.id !== UTC.id && instantOf(local, windows) === instant)
      ? local
      : new Date(instant).toISOString();
  return { start: text(start, startInstant), end: text(end, endInstant), zone: windows.id };
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

/** The text of a property; empty where the component lacks it. */
export const textOf = (component: ICAL.Component, name: string): string =>
  String(component.getFirstPropertyValue(name) ?? '');
