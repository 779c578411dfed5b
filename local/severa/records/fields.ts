// The fields of an activity as POST and PATCH take them.
import { dateIn } from '../../../shared/calendar/days.ts';
import { toLocal } from '../../../shared/calendar/timeZone.ts';
import { badField, objectIn } from '../http/answer.ts';
import { type Activity, type Organisation, zoneOf } from './organisation.ts';
import { readRecurrence } from './recurrence.ts';
import { endOfDay, readTime, startOfDay } from './times.ts';

export type Fields = Readonly<Record<string, unknown>>;

const LOCATION_MAX = 1000;
const REQUIRED = ['name', 'startDateTime', 'activityType.guid', 'ownerUser.guid'];
const READ_ONLY = [
  ...['guid', 'hasHours', 'recurrenceRule', 'recurrenceType', 'createdDateTime', 'createdBy'],
  ...['lastUpdatedDateTime', 'lastUpdatedBy', 'activityType.name', 'activityType.category', 'recurrence.exceptions'],
];

/** Throws 400 for the first required field that the body lacks. */
export function requireFields(body: Fields): void {
  const missing = REQUIRED.find((name) => (fieldAt(body, name) ?? '') === '');
  if (missing !== undefined) throw badField(missing);
}

/** The activity with the given fields changed. Throws 400 for a value that Severa refuses. */
export function withFields(organisation: Organisation, before: Activity, fields: Fields): Activity {
  if (organisation.behaviour.readOnlyFields === 'refuse') {
    const readOnly = READ_ONLY.find((name) => fieldAt(fields, name) !== undefined);
    if (readOnly !== undefined) throw badField(readOnly);
  }
  const owner =
    'ownerUser' in fields ? knownGuid(organisation.users, fields.ownerUser, 'ownerUser.guid') : before.owner;
  const zone = zoneOf(organisation, owner);
  const changed = { ...before, owner, ...texts(fields), ...flags(fields), ...references(fields) };
  const type =
    'activityType' in fields ? knownGuid(organisation.types, fields.activityType, 'activityType.guid') : before.type;
  const start = 'startDateTime' in fields ? time(fields.startDateTime, zone, 'startDateTime') : before.start;
  const end = 'endDateTime' in fields ? optionalTime(fields.endDateTime, zone) : before.end;
  return withRecurrence(wholeDays({ ...changed, type, start, end }, zone), { before, fields, zone });
}

function fieldAt(fields: Fields, name: string): unknown {
  const [outer = '', inner] = name.split('.');
  const value = fields[outer];
  if (inner === undefined || value === undefined || value === null) return value;
  return objectIn(value, outer)[inner];
}

function knownGuid(records: ReadonlyMap<string, unknown>, value: unknown, name: string): string {
  const { guid } = objectIn(value, name);
  if (typeof guid !== 'string' || !records.has(guid)) throw badField(name);
  return guid;
}

function time(value: unknown, zone: string, name: string): number {
  const instant = readTime(value, zone);
  if (instant === undefined) throw badField(name);
  return instant;
}

const optionalTime = (value: unknown, zone: string): number | null =>
  value === null || value === '' ? null : time(value, zone, 'endDateTime');

function texts(fields: Fields): Partial<Activity> {
  const { name, notes, location } = fields;
  if ('name' in fields && (typeof name !== 'string' || name === '')) throw badField('name');
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...('notes' in fields ? { notes: optionalText(notes, 'notes', Number.POSITIVE_INFINITY) } : {}),
    ...('location' in fields ? { location: optionalText(location, 'location', LOCATION_MAX) } : {}),
  };
}

function optionalText(value: unknown, name: string, max: number): string | null {
  if (value === null) return null;
  if (typeof value !== 'string' || value.length > max) throw badField(name);
  return value;
}

function flags(fields: Fields): Partial<Activity> {
  const names = ['isClosed', 'isAllDay', 'hasDuration', 'isUnassigned'] as const;
  const given = names.filter((name) => name in fields);
  return Object.fromEntries(given.map((name) => [name, flag(fields[name], name)]));
}

/** PATCH knows strings only, so `"true"` is a value of a flag too. */
function flag(value: unknown, name: string): boolean {
  const text = `${value}`.toLowerCase();
  if (text !== 'true' && text !== 'false') throw badField(name);
  return text === 'true';
}

function references(fields: Fields): Partial<Activity> {
  const names = ['customer', 'phase', 'projectTaskStatus'] as const;
  const given = names.filter((name) => name in fields);
  return Object.fromEntries(given.map((name) => [name, reference(fields[name], name)]));
}

function reference(value: unknown, name: string): string | null {
  if (value === null || value === '') return null;
  const { guid } = objectIn(value, name);
  if (typeof guid !== 'string') throw badField(`${name}.guid`);
  return guid;
}

/** All-day activities begin with a day and end with one. An end at midnight belongs to the day before. */
function wholeDays(activity: Activity, zone: string): Activity {
  const { start, end, isAllDay } = activity;
  if (end !== null && end < start) throw badField('endDateTime');
  if (!isAllDay) return activity;
  const from = startOfDay(start, zone);
  const last = Math.max(from, (end ?? start) - (end !== null && end > from ? 1 : 0));
  return { ...activity, start: from, end: endOfDay(toLocal(last, zone), zone) };
}

interface Change {
  readonly before: Activity;
  readonly fields: Fields;
  readonly zone: string;
}

/** A series whose times change loses its exceptions: their original starts are none of its starts any more. */
function withRecurrence(activity: Activity, { before, fields, zone }: Change): Activity {
  const isPart = activity.parent !== null;
  if (isPart) return activity;
  const date = dateIn(toLocal(activity.start, zone));
  const given = 'recurrence' in fields ? fields.recurrence : undefined;
  if (given === null) return { ...activity, recurrence: null, kind: 'None' };
  if (given !== undefined) return { ...activity, recurrence: readRecurrence(given, date), kind: 'Series' };
  const isMoved = activity.start !== before.start || activity.isAllDay !== before.isAllDay;
  if (!activity.recurrence || !isMoved) return activity;
  return { ...activity, recurrence: { ...activity.recurrence, exceptions: [] } };
}
