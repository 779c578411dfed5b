// The people of an event, as Graph sends it -> the meeting. It is read and never written.
import { EVENT_FIELDS, type EventField } from '../../../calendar/event.ts';
import type { Attendee, Meeting } from '../../../sync/ports/mailbox.ts';
import { FIXED_FOR_ATTENDEES } from '../../fixedForAttendees.ts';
import type { AttendeeJson, EventJson, Recipient } from './eventJson.ts';

/** Undefined where nobody but the mailbox's own user takes part. */
export function meetingFromGraph(event: EventJson): Meeting | undefined {
  const attendees = (event.attendees ?? []).flatMap(attendeeFromGraph);
  const role = isAttendee(event) ? 'attendee' : 'organiser';
  if (role === 'organiser' && attendees.length === 0) return undefined;
  const organiser = emailOf(event.organizer);
  return {
    role,
    ...(organiser === undefined ? {} : { organiser }),
    attendees,
    cancelled: event.isCancelled ?? false,
  };
}

/**
 * The fields that nobody here may change. Of a meeting that the user organises it is everything: Graph mails the
 * attendees whenever it is written, and we mail nobody.
 */
export const fixedOf = ({ role }: Meeting): ReadonlySet<EventField> =>
  role === 'attendee' ? FIXED_FOR_ATTENDEES : EVERYTHING;

const EVERYTHING: ReadonlySet<EventField> = new Set(EVENT_FIELDS);

function attendeeFromGraph(json: AttendeeJson): Attendee[] {
  const email = emailOf(json);
  const kind = KINDS.get(json.type ?? '') ?? 'required';
  const response = RESPONSES.get(json.status?.response ?? '') ?? 'none';
  return email === undefined ? [] : [{ email, kind, response }];
}

const emailOf = (recipient: Recipient | null | undefined): string | undefined =>
  recipient?.emailAddress?.address?.toLowerCase() || undefined;

/** Some clients file an invitation without its state: then the answer to it tells. */
const isAttendee = ({ isOrganizer, responseStatus }: EventJson): boolean =>
  isOrganizer === false || ANSWERS.has(responseStatus?.response ?? '');

const ANSWERS: ReadonlySet<string> = new Set(['tentativelyAccepted', 'accepted', 'declined', 'notResponded']);

const KINDS: ReadonlyMap<string, Attendee['kind']> = new Map(
  Object.entries({
    required: 'required',
    optional: 'optional',
    resource: 'resource',
  } as const),
);

const RESPONSES: ReadonlyMap<string, Attendee['response']> = new Map(
  Object.entries({
    organizer: 'accepted',
    accepted: 'accepted',
    tentativelyAccepted: 'tentative',
    declined: 'declined',
  } as const),
);
