// A booking of Planner and the event that it means. Pure: no request is made here.
import { z } from 'zod';
import type { CalendarEvent, EventPatch, When } from '../../../../shared/calendar/event.ts';
import type { SourceItem } from '../../../../shared/sync/ports/source.ts';

const eventWords = {
  privacy: z.enum(['public', 'personal', 'private', 'secret']),
  freeBusyStatus: z.enum(['free', 'tentative', 'busy', 'oof', 'workingElsewhere']),
};

/** A booking, as Planner's API promises it. */
export const booking = z.object({
  id: z.string(),
  version: z.number(),
  subject: z.string(),
  notes: z.string(),
  place: z.string(),
  /** Without a zone it is a whole day. */
  begins: z.string(),
  zone: z.string().nullable(),
  lasts: z.string(),
  /** A text that Planner keeps for who integrates with it. */
  repeats: z.string().nullable(),
  visibility: eventWords.privacy,
  showAs: eventWords.freeBusyStatus,
  labels: z.array(z.string()),
  remindMinutes: z.number().nullable(),
  host: z.string(),
  guests: z.array(z.string()),
  /** Another such text: our tag and rev. */
  sync: z.string().nullable(),
});
export type Booking = z.output<typeof booking>;
export type BookingFields = Omit<Booking, 'id' | 'version'>;

const stamp = z.object({
  tag: z.object({ pair: z.string(), nonce: z.string(), of: z.string().exactOptional() }).exactOptional(),
  rev: z.string().exactOptional(),
});
export type Stamp = z.output<typeof stamp>;

export const stampOf = ({ sync }: Pick<Booking, 'sync'>): Stamp => (sync === null ? {} : stamp.parse(JSON.parse(sync)));

/** The fields that a patch changes. */
export function fieldsOf(patch: EventPatch): Partial<BookingFields> {
  const { title, description, location, when, privacy, freeBusyStatus, keywords, alert } = patch;
  return {
    ...(title === undefined ? {} : { subject: title }),
    ...(description === undefined ? {} : { notes: description }),
    ...(location === undefined ? {} : { place: location }),
    ...(when ? timesOf(when) : {}),
    ...(privacy ? { visibility: privacy } : {}),
    ...(freeBusyStatus ? { showAs: freeBusyStatus } : {}),
    ...(keywords ? { labels: [...keywords] } : {}),
    ...(alert === undefined ? {} : { remindMinutes: alert?.minutesBefore ?? null }),
  };
}

const timesOf = (when: When): Pick<BookingFields, 'begins' | 'zone' | 'lasts' | 'repeats'> => ({
  begins: when.start,
  zone: when.showWithoutTime ? null : when.timeZone,
  lasts: when.duration,
  repeats: when.recurrence ? JSON.stringify(when.recurrence) : null,
});

function whenOf({ begins, zone, lasts, repeats }: Booking): When {
  // We wrote the text, as it stands in the event.
  const recurrence = repeats === null ? {} : { recurrence: JSON.parse(repeats) };
  return zone === null
    ? { showWithoutTime: true, start: begins, duration: lasts, ...recurrence }
    : { showWithoutTime: false, start: begins, timeZone: zone, duration: lasts, ...recurrence };
}

export const eventOf = (read: Booking): CalendarEvent => ({
  title: read.subject,
  description: read.notes,
  location: read.place,
  when: whenOf(read),
  privacy: read.visibility,
  freeBusyStatus: read.showAs,
  keywords: read.labels,
  alert: read.remindMinutes === null ? null : { minutesBefore: read.remindMinutes },
});

/** `type`: Planner has one type of bookings, which the settings of the source name. */
export const itemOf = (read: Booking, type: string): SourceItem => ({
  id: read.id,
  version: `${read.version}`,
  owner: read.host,
  participants: read.guests,
  type,
  modified: read.version > 1,
  ...stampOf(read),
  content: { kind: 'event', event: eventOf(read) },
});
