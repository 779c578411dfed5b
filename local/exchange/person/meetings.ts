// Meetings in a person's mailbox: received invitations, the person's answers, and the answers of others.
import { contentOf, type Item, type ItemContent, type ResponseType } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import { TYPES, type XmlElement } from '../xml/xml.ts';
import { contentOfEvent, type PersonEvent } from './event.ts';

export interface Invitation extends PersonEvent {
  readonly organizer: string;
  /** The attendees beside the mailbox's owner. */
  readonly attendees?: readonly string[];
}

const node = (name: string, children: readonly XmlElement[], text = ''): XmlElement => ({
  uri: TYPES,
  name,
  attributes: {},
  children,
  text,
});

/** A list of attendees in EWS' form. `responses` is keyed by address. */
export function attendeeList(
  addresses: readonly string[],
  responses: Readonly<Record<string, ResponseType>> = {},
): XmlElement {
  const attendees = addresses.map((address) => {
    const mailbox = node('Mailbox', [
      node('Name', [], address),
      node('EmailAddress', [], address),
      node('RoutingType', [], 'SMTP'),
    ]);
    const response = responses[address];
    return node('Attendee', response ? [mailbox, node('ResponseType', [], response)] : [mailbox]);
  });
  return node('RequiredAttendees', attendees);
}

/** The meeting as it arrives in the calendar: tentative until the person has answered. */
export function contentOfInvitation(invitation: Invitation, mailbox: Mailbox): ItemContent {
  const { organizer, attendees = [], ...event } = invitation;
  return {
    ...contentOfEvent({ freeBusy: 'Tentative', ...event }, event.uid ?? mailbox.newUid()),
    organizer,
    requiredAttendees: attendeeList([mailbox.address, ...attendees]),
    myResponse: 'NoResponseReceived',
    meetingRequestWasSent: true,
  };
}

/** The person's own copy with the answer. */
export function answered(item: Item, response: 'Accept' | 'Tentative' | 'Decline'): ItemContent {
  const content = contentOf(item);
  if (item.organizer === undefined) return content;
  const freeBusy = response === 'Accept' ? 'Busy' : response === 'Tentative' ? 'Tentative' : 'Free';
  return { ...content, myResponse: response, freeBusy };
}

/** The organiser's copy with an attendee's answer, given when the copy last changed. Throws where nobody with that address is invited. */
export function withAnswer(
  item: Item,
  { address, response }: { readonly address: string; readonly response: ResponseType },
): ItemContent {
  let found = false;
  const withResponse = (list: XmlElement | undefined): XmlElement | undefined => {
    if (!list) return undefined;
    const children = list.children.map((attendee) => {
      const mailbox = attendee.children.find(({ name }) => name === 'Mailbox');
      const own = mailbox?.children.find(({ name }) => name === 'EmailAddress')?.text;
      if (!mailbox || own !== address) return attendee;
      found = true;
      const time = node('LastResponseTime', [], `${new Date(item.modifiedAt).toISOString().slice(0, 19)}Z`);
      return { ...attendee, children: [mailbox, node('ResponseType', [], response), time] };
    });
    return { ...list, children };
  };
  const content = contentOf(item);
  const answered: ItemContent = {
    ...content,
    requiredAttendees: withResponse(content.requiredAttendees),
    optionalAttendees: withResponse(content.optionalAttendees),
    resources: withResponse(content.resources),
  };
  if (!found) throw new Error(`${address} is not invited.`);
  return answered;
}
