// An activity of Severa and the event that it means. Severa holds title, description, location and time; the other fields
// of an event keep what Exchange says. Pure.

import { normalOverrides } from '../../calendar/canonical/normalOverrides.ts';
import { digestOf } from '../../calendar/digest.ts';
import type {
  CalendarEvent,
  EventPatch,
  OccurrencePatch,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../calendar/event.ts';
import { nearestOccurrence } from '../../calendar/recurrence/occurrences.ts';
import { toLocal } from '../../calendar/timeZone.ts';
import type { Content, LeftOutReason } from '../../sync/ports/remote.ts';
import { recurrenceFor, ruleFrom } from './recurrence.ts';
import { instantOf, timesOf, whenFrom } from './times.ts';
import type { Activity } from './wire.ts';

export interface Reading {
  /** The owner's. */
  readonly zone: TimeZoneId;
  /** Tasks of projects are for calendars, too. */
  readonly projectTasks: boolean;
}

/** The exceptions of a series: activities of their own that name it as their parent. */
export function contentOf(read: Activity, exceptions: readonly Activity[], reading: Reading): Content {
  const leftOut = (reason: LeftOutReason): Content => ({ kind: 'leftOut', reason, title: read.name });
  if (!isForCalendars(read, reading)) return leftOut('not-for-calendars');
  try {
    const event = eventOf(read, whenFrom(read, reading.zone));
    if (!read.recurrence) return { kind: 'event', event };
    const series = seriesOf(event, { read, exceptions, zone: reading.zone });
    return series ? { kind: 'event', event: series } : leftOut('item-unreadable');
  } catch (error) {
    if (error instanceof RangeError) return leftOut('item-unreadable');
    throw error;
  }
}

/** Activities without a duration are to-dos, and tasks of projects are planned elsewhere. */
export function isForCalendars(read: Activity, { projectTasks }: Pick<Reading, 'projectTasks'>): boolean {
  if (read.hasDuration === false) return false;
  const isProjects = Boolean(read.phase?.guid ?? read.projectTaskStatus?.guid);
  return projectTasks || !(read.activityType.category === 'Task' && isProjects);
}

const eventOf = (read: Activity, when: When): CalendarEvent => ({
  title: read.name,
  description: read.notes,
  location: read.location,
  when,
  privacy: read.activityType.category === 'Personal' ? 'private' : 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
});

interface Series {
  readonly read: Activity;
  readonly exceptions: readonly Activity[];
  readonly zone: TimeZoneId;
}

/** Undefined where rule or exceptions cannot be read as a whole. */
function seriesOf(event: CalendarEvent, { read, exceptions, zone }: Series): CalendarEvent | undefined {
  const rule = read.recurrence && ruleFrom(read.recurrence, event.when.start.slice(0, 10));
  if (!rule) return undefined;
  const when: When = { ...event.when, recurrence: { rule, overrides: {} } };
  const replaced = (read.recurrence?.exceptions ?? []).map((text) => occurrenceOf(when, text, zone));
  if (replaced.some((id) => id === undefined) || exceptions.length > replaced.length) return undefined;
  const free = new Set(replaced.filter((id) => id !== undefined));
  const overrides: Record<RecurrenceId, OccurrencePatch | { excluded: true }> = {};
  for (const exception of exceptions) {
    const moved = whenFrom(exception, zone);
    const id = nearest(free, moved.start);
    if (id === undefined) return undefined;
    free.delete(id);
    overrides[id] = patchOf(exception, moved);
  }
  for (const id of free) overrides[id] = { excluded: true };
  return normalOverrides({ ...event, when: { ...when, recurrence: { rule, overrides } } });
}

function occurrenceOf(when: When, text: string, zone: TimeZoneId): RecurrenceId | undefined {
  const local = toLocal(instantOf(text, zone), zone);
  return nearestOccurrence(when, when.showWithoutTime ? local.slice(0, 10) : local.slice(0, 19));
}

/** Severa does not say which occurrence an exception replaces: the one that is nearest and not taken yet. */
function nearest(free: ReadonlySet<RecurrenceId>, start: string): RecurrenceId | undefined {
  const distance = (id: RecurrenceId): number =>
    Math.abs(Date.parse(`${id.slice(0, 10)}`) - Date.parse(start.slice(0, 10)));
  return [...free].sort((a, b) => distance(a) - distance(b))[0];
}

const patchOf = (exception: Activity, when: When): OccurrencePatch => ({
  title: exception.name,
  description: exception.notes,
  location: exception.location,
  when: when.showWithoutTime
    ? { showWithoutTime: true, start: when.start, duration: when.duration }
    : { showWithoutTime: false, start: when.start, duration: when.duration },
});

/** Another version as soon as anything of it differs: Severa's own times of change may be the same for two changes. */
export const versionOf = (read: Activity, exceptions: readonly Activity[], people: readonly string[]): string =>
  `${read.lastUpdatedDateTime ?? read.createdDateTime ?? ''} ${digestOf(JSON.stringify([read, exceptions, people]))}`;

/** The reason why Severa cannot hold the event. Single occurrences are not written: nobody has seen what becomes of their ids. */
export function unheld({ when }: CalendarEvent): LeftOutReason | undefined {
  const { recurrence } = when;
  if (!recurrence) return undefined;
  const isPlain = Object.keys(recurrence.overrides).length === 0;
  return isPlain && recurrenceFor(when) ? undefined : 'recurrence-not-supported';
}

/** The fields that a patch changes, under Severa's names. */
export function fieldsOf({ title, description, location, when }: EventPatch, zone: TimeZoneId): object {
  return {
    ...(title === undefined ? {} : { name: title }),
    ...(description === undefined ? {} : { notes: description }),
    ...(location === undefined ? {} : { location }),
    ...(when ? { ...timesOf(when, zone), ...(when.recurrence ? { recurrence: recurrenceFor(when) } : {}) } : {}),
  };
}
