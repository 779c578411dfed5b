// The organiser, attendees and answers of an event, in Graph's terms.
import { type Item, isMeeting } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { child, childText, type XmlElement } from '../../xml/xml.ts';

export interface MeetingFacts {
  readonly isOrganizer: boolean;
  readonly isCancelled: boolean;
  readonly organizer: object;
  readonly attendees: readonly object[];
  readonly responseStatus: object;
}

const NEVER = '0001-01-01T00:00:00Z';

/** The mailbox's owner is the organiser, unless somebody else invited to the event. */
export function meetingFacts(item: Item, mailbox: Mailbox): MeetingFacts {
  const organizer = item.organizer ?? mailbox.address;
  const response = isMeeting(item) ? (RESPONSES[item.myResponse] ?? 'none') : 'none';
  return {
    isOrganizer: item.organizer === undefined,
    isCancelled: item.isCancelled,
    organizer: { emailAddress: emailAddress(organizer, organizer) },
    attendees: [
      ...attendees(item.requiredAttendees, 'required'),
      ...attendees(item.optionalAttendees, 'optional'),
      ...attendees(item.resources, 'resource'),
    ],
    responseStatus: { response, time: NEVER },
  };
}

const emailAddress = (name: string, address: string) => ({ name, address });

const attendees = (list: XmlElement | undefined, type: string): object[] =>
  (list?.children ?? []).map((attendee) => {
    const mailbox = child(attendee, 'Mailbox');
    const address = childText(mailbox, 'EmailAddress') ?? '';
    const response = RESPONSES[childText(attendee, 'ResponseType') ?? ''] ?? 'none';
    const time = childText(attendee, 'LastResponseTime') ?? NEVER;
    return {
      type,
      status: { response, time },
      emailAddress: emailAddress(childText(mailbox, 'Name') ?? address, address),
    };
  });

const RESPONSES: Readonly<Record<string, string>> = {
  Unknown: 'none',
  Organizer: 'organizer',
  Tentative: 'tentativelyAccepted',
  Accept: 'accepted',
  Decline: 'declined',
  NoResponseReceived: 'notResponded',
};
