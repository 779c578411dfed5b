// VALARM (RFC 5545 section 3.6.6) as the one reminder of an Exchange item, which is a number of minutes before the start.
import ICAL from 'ical.js';
import type { Remark } from './leftOut.ts';
import { timeOf } from './time.ts';

/** The time of the event that its alarms are counted from, in milliseconds since 1970. */
export interface AlarmContext {
  readonly start: number;
  readonly end: number;
  readonly isSeries: boolean;
}

/** MS-OXOCAL section 2.2.1.42: the longest reminder, five years. */
const MINUTES_MAX = 2_629_800;

/** Minutes before the start, of the first alarm that Exchange can hold; null without one. */
export function reminderOf(component: ICAL.Component, context: AlarmContext, remark: Remark): number | null {
  const alarms = component.getAllSubcomponents('valarm').filter((alarm) => !isSwitchedOff(alarm));
  const reminders = alarms.map((alarm) => minutesOf(alarm, context));
  const held = reminders.filter((minutes) => typeof minutes === 'number');
  const [first] = held;
  for (const reason of reminders) if (typeof reason === 'string') remark(`a reminder ${reason}, left out`);
  if (held.length > 1 && new Set(held).size > 1) remark('several reminders, of which Exchange holds the first');
  return first ?? null;
}

/** Apple's calendars write the absence of a reminder as an alarm that does nothing. */
const isSwitchedOff = (alarm: ICAL.Component): boolean =>
  String(alarm.getFirstPropertyValue('action') ?? '').toUpperCase() === 'NONE';

/** Minutes before the start, or the reason why there are none. */
function minutesOf(alarm: ICAL.Component, context: AlarmContext): number | string {
  const before = millisecondsBefore(alarm, context);
  if (typeof before === 'string') return before;
  const minutes = Math.round(before / 60_000);
  if (minutes < 0) return 'after the start';
  return minutes > MINUTES_MAX ? 'more than five years before the start' : minutes + 0;
}

function millisecondsBefore(alarm: ICAL.Component, { start, end, isSeries }: AlarmContext): number | string {
  const trigger = alarm.getFirstProperty('trigger');
  try {
    const value = trigger?.getFirstValue();
    if (value instanceof ICAL.Duration) {
      const isFromEnd = String(trigger?.getParameter('related') ?? '').toUpperCase() === 'END';
      return start - (isFromEnd ? end : start) - value.toSeconds() * 1000;
    }
    const time = timeOf(alarm, 'trigger');
    if (!time?.isUtc) return 'that cannot be read';
    return isSeries
      ? 'at one moment, which says nothing of the other occurrences'
      : start - Date.parse(`${time.local}Z`);
  } catch {
    return 'that cannot be read';
  }
}
