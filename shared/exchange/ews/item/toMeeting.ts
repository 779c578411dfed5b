// The people of a calendar item, as EWS sends it -> the meeting. It is read and never written.
import type { Attendee, Meeting } from '../../../sync/ports/mailbox.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

/** Undefined where nobody but the mailbox's own user takes part. */
export function meetingFromEws(element: XmlElement): Meeting | undefined {
  const attendees = attendeesFromEws(element);
  const state = Number(childText(element, 'AppointmentState') ?? 0) || 0;
  const role = isAttendee(element, state) ? 'attendee' : 'organiser';
  if (role === 'organiser' && attendees.length === 0) return undefined;
  const organiser = emailOf(child(element, 'Organizer'));
  return {
    role,
    ...(organiser === undefined ? {} : { organiser }),
    attendees,
    cancelled: childText(element, 'IsCancelled') === 'true' || (state & STATE.cancelled) !== 0,
  };
}

function attendeesFromEws(element: XmlElement): Attendee[] {
  const attendees: Attendee[] = [];
  for (const { name, children } of element.children) {
    const kind = KINDS.get(name);
    if (kind === undefined) continue;
    for (const attendee of children) {
      const email = emailOf(attendee);
      const response = RESPONSES.get(childText(attendee, 'ResponseType') ?? '') ?? 'none';
      if (email !== undefined) attendees.push({ email, kind, response });
    }
  }
  return attendees;
}

const KINDS: ReadonlyMap<string, Attendee['kind']> = new Map([
  ['RequiredAttendees', 'required'],
  ['OptionalAttendees', 'optional'],
  ['Resources', 'resource'],
]);

/** An attendee without an SMTP address (RoutingType EX) goes by the one that Exchange gives. */
const emailOf = (element: XmlElement | undefined): string | undefined =>
  childText(child(element, 'Mailbox'), 'EmailAddress')?.toLowerCase() || undefined;

/** PidLidAppointmentStateFlags ([MS-OXOCAL] section 2.2.1.10). */
const STATE = { received: 2, cancelled: 4 } as const;

/** Some clients file an invitation without its state: then the answer to it tells. */
const isAttendee = (element: XmlElement, state: number): boolean =>
  (state & STATE.received) !== 0 || ANSWERS.has(childText(element, 'MyResponseType') ?? '');

const ANSWERS: ReadonlySet<string> = new Set(['Tentative', 'Accept', 'Decline', 'NoResponseReceived']);

const RESPONSES: ReadonlyMap<string, Attendee['response']> = new Map(
  Object.entries<Attendee['response']>({
    Organizer: 'accepted',
    Accept: 'accepted',
    Tentative: 'tentative',
    Decline: 'declined',
  }),
);
