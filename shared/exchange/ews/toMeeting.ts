// Who takes part in a calendar item, as EWS sends it -> the meeting. It is read and never written.
import type { EventField } from '../../calendar/event.ts';
import type { Attendee, Meeting } from '../../sync/mailbox.ts';
import { child, childText, type XmlElement } from './reader.ts';

/** Undefined where nobody but the mailbox's own user takes part. */
export function meetingFromEws(element: XmlElement): Meeting | undefined {
  const attendees = KINDS.flatMap(([name, kind]) =>
    (child(element, name)?.children ?? []).flatMap((attendee) => attendeeFromEws(attendee, kind)),
  );
  const role = isAttendee(element) ? 'attendee' : 'organiser';
  if (role === 'organiser' && attendees.length === 0) return undefined;
  const organiser = emailOf(child(element, 'Organizer'));
  return {
    role,
    ...(organiser === undefined ? {} : { organiser }),
    attendees,
    cancelled: childText(element, 'IsCancelled') === 'true' || (stateOf(element) & STATE.cancelled) !== 0,
  };
}

/** An attendee's copy follows the organiser's in what the invitation says. */
export const FIXED_FOR_ATTENDEES: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);

const KINDS = [
  ['RequiredAttendees', 'required'],
  ['OptionalAttendees', 'optional'],
  ['Resources', 'resource'],
] as const;

function attendeeFromEws(element: XmlElement, kind: Attendee['kind']): Attendee[] {
  const email = emailOf(element);
  const response = RESPONSES[childText(element, 'ResponseType') ?? ''] ?? 'none';
  return email === undefined ? [] : [{ email, kind, response }];
}

/** Whoever has no SMTP address (RoutingType EX) goes by the one that Exchange gives. */
const emailOf = (element: XmlElement | undefined): string | undefined =>
  childText(child(element, 'Mailbox'), 'EmailAddress')?.toLowerCase() || undefined;

/** PidLidAppointmentStateFlags ([MS-OXOCAL] section 2.2.1.10). */
const STATE = { received: 2, cancelled: 4 } as const;

const stateOf = (element: XmlElement): number => Number(childText(element, 'AppointmentState') ?? 0) || 0;

/** Some clients file an invitation without its state: then the answer to it tells. */
const isAttendee = (element: XmlElement): boolean =>
  (stateOf(element) & STATE.received) !== 0 || ANSWERS.has(childText(element, 'MyResponseType') ?? '');

const ANSWERS: ReadonlySet<string> = new Set(['Tentative', 'Accept', 'Decline', 'NoResponseReceived']);

const RESPONSES: Readonly<Record<string, Attendee['response']>> = {
  Organizer: 'accepted',
  Accept: 'accepted',
  Tentative: 'tentative',
  Decline: 'declined',
};
