// Values of Exchange that are none that we know cost their field, and not the item: a reminder after the start, a
// privacy of a later version.
import type { Alert, CalendarEvent, EventField } from '../calendar/event.ts';
import { ALERT_MINUTES_MAX } from './limits.ts';

export type ReadEach = Pick<CalendarEvent, 'privacy' | 'freeBusyStatus' | 'alert'>;
type Tried = { readonly [F in keyof ReadEach]: ReadEach[F] | undefined };

const FIELDS = ['privacy', 'freeBusyStatus', 'alert'] as const satisfies readonly (keyof ReadEach)[];

/** The values for an item that is made without them. Of privacy, the one that shows nobody what may be hidden. */
export const UNREAD: ReadEach = { privacy: 'private', freeBusyStatus: 'busy', alert: null };

/** The fields that could not be read. */
export const unreadFields = (tried: Tried): Set<EventField> =>
  new Set(FIELDS.filter((field) => tried[field] === undefined));

/** The values as read, and `instead` where one could not be read. */
export const insteadOfUnread = ({ privacy, freeBusyStatus, alert }: Tried, instead: ReadEach): ReadEach => ({
  privacy: privacy ?? instead.privacy,
  freeBusyStatus: freeBusyStatus ?? instead.freeBusyStatus,
  alert: alert === undefined ? instead.alert : alert,
});

/**
 * The reminder so many minutes before the start. Undefined for one that no write could make. Outlook on the web makes
 * some: nine in the morning of an all-day event's day is a negative number.
 */
export const reminderOf = (minutes: number): Alert | undefined =>
  Number.isInteger(minutes) && minutes >= 0 && minutes <= ALERT_MINUTES_MAX ? { minutesBefore: minutes } : undefined;
