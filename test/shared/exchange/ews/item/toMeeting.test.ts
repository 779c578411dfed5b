import { describe, expect, it } from 'vitest';
import { meetingFromEws } from '../../../../../shared/exchange/ews/item/toMeeting.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { FIXED_FOR_ATTENDEES } from '../../../../../shared/exchange/fixedForAttendees.ts';

function meeting(content: string) {
  const root = readXml(`<CalendarItem>${content}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return meetingFromEws(root);
}

const mailbox = (email: string, routing = 'SMTP') =>
  `<Mailbox><Name>-</Name><EmailAddress>${email}</EmailAddress><RoutingType>${routing}</RoutingType></Mailbox>`;
const attendee = (email: string, response = '') => `<Attendee>${mailbox(email)}${response}</Attendee>`;
const answered = (type: string) => `<ResponseType>${type}</ResponseType>`;
const ORGANIZER = `<Organizer>${mailbox('Ada@Example.com')}</Organizer>`;
const ONE = `<RequiredAttendees>${attendee('Bob@Example.com')}</RequiredAttendees>`;

describe('meetingFromEws', () => {
  it('an appointment that nobody else takes part in is no meeting', () => {
    expect(
      meeting(`<IsMeeting>false</IsMeeting><MyResponseType>Organizer</MyResponseType>${ORGANIZER}`),
    ).toBeUndefined();
    expect(meeting('<IsMeeting>true</IsMeeting><RequiredAttendees/>')).toBeUndefined();
    expect(meeting('')).toBeUndefined();
  });

  it('has the organiser, and each attendee with part and answer', () => {
    const all =
      `<RequiredAttendees>${attendee('a@x', answered('Accept'))}${attendee('b@x', answered('Tentative'))}</RequiredAttendees>` +
      `<OptionalAttendees>${attendee('c@x', answered('Decline'))}${attendee('d@x', answered('Unknown'))}</OptionalAttendees>` +
      `<Resources>${attendee('Room@x', answered('NoResponseReceived'))}</Resources>`;
    expect(meeting(`<MyResponseType>Organizer</MyResponseType>${ORGANIZER}${all}`)).toEqual({
      role: 'organiser',
      organiser: 'ada@example.com',
      attendees: [
        { email: 'a@x', kind: 'required', response: 'accepted' },
        { email: 'b@x', kind: 'required', response: 'tentative' },
        { email: 'c@x', kind: 'optional', response: 'declined' },
        { email: 'd@x', kind: 'optional', response: 'none' },
        { email: 'room@x', kind: 'resource', response: 'none' },
      ],
      cancelled: false,
    });
  });

  it.each(['constructor', '__proto__'])('%s, a name that every object inherits, is no answer', (type) => {
    const all = `<RequiredAttendees>${attendee('a@x', answered(type))}</RequiredAttendees>`;
    expect(meeting(`<MyResponseType>Organizer</MyResponseType>${ORGANIZER}${all}`)?.attendees).toEqual([
      { email: 'a@x', kind: 'required', response: 'none' },
    ]);
  });

  it.each([
    ['its state says that it was received', '<AppointmentState>3</AppointmentState>'],
    ['it was answered', '<MyResponseType>Accept</MyResponseType>'],
    ['it waits for an answer', '<MyResponseType>NoResponseReceived</MyResponseType>'],
  ])('is an attendee’s where %s', (_, content) => {
    expect(meeting(content + ORGANIZER + ONE)).toMatchObject({ role: 'attendee', organiser: 'ada@example.com' });
  });

  it('is an attendee’s though Exchange shows no other attendee', () => {
    expect(meeting(`<AppointmentState>3</AppointmentState>${ORGANIZER}`)).toMatchObject({
      role: 'attendee',
      attendees: [],
    });
  });

  it('is cancelled where the item or its state says so', () => {
    expect(meeting(`${ONE}<IsCancelled>true</IsCancelled>`)?.cancelled).toBe(true);
    expect(meeting(`${ONE}<AppointmentState>7</AppointmentState>`)?.cancelled).toBe(true);
    expect(meeting(`${ONE}<AppointmentState>3</AppointmentState>`)?.cancelled).toBe(false);
  });

  it('whoever has no SMTP address goes by the one there is, and whoever has none at all is left out', () => {
    const x500 = '/O=EXAMPLE/OU=FIRST/CN=RECIPIENTS/CN=ADA';
    const people = `<RequiredAttendees><Attendee>${mailbox(x500, 'EX')}</Attendee><Attendee><Mailbox><Name>-</Name></Mailbox></Attendee></RequiredAttendees>`;
    expect(meeting(people)?.attendees).toEqual([{ email: x500.toLowerCase(), kind: 'required', response: 'none' }]);
  });
});

describe('FIXED_FOR_ATTENDEES', () => {
  it('is what an invitation says, not how the attendee keeps it', () => {
    expect([...FIXED_FOR_ATTENDEES]).toEqual(['title', 'description', 'location', 'when']);
  });
});
