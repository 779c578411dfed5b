import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { attendeeList } from '../../../../local/exchange/person/meetings.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

const open: LocalExchange[] = [];
let exchange: LocalExchange;
beforeEach(async () => {
  exchange = await ews.startTestExchange();
  open.push(exchange);
});
afterAll(() => Promise.all(open.map((one) => one.close())));

const TIMES = { start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone: 'FLE Standard Time' };
const INVITATION = { ...TIMES, subject: 'Review', organizer: 'cleo@contoso.example', attendees: [ews.BEN] };
const ada = () => exchange.person(ews.ADA);
const shown = (id: string) =>
  ews.ask(exchange, ews.getRequest([{ Id: id, ChangeKey: '' }]).replace(' ChangeKey=""', ''));
const facts = async (id: string) => {
  const item = await shown(id);
  return ['IsMeeting', 'MyResponseType', 'IsOrganizer', 'AppointmentState', 'IsCancelled', 'LegacyFreeBusyStatus'].map(
    (name) => ews.text(item, name),
  );
};

describe('person', () => {
  it('is invited: the meeting stands in the calendar tentatively, with its organiser and all who are invited', async () => {
    const { id } = ada().receiveMeeting(INVITATION);
    expect(await facts(id)).toEqual(['true', 'NoResponseReceived', 'false', '3', 'false', 'Tentative']);
    const item = await shown(id);
    expect(ews.texts(item, 'EmailAddress')).toEqual(['cleo@contoso.example', ews.ADA, ews.BEN]);
    expect(ews.texts(item, 'ResponseType')).toEqual(['Unknown', 'Unknown']);
  });

  it('accepts, and the item is another one under the same UID', async () => {
    const invited = ada().receiveMeeting(INVITATION);
    const accepted = ada().accept(invited.id);
    expect(accepted.id).not.toBe(invited.id);
    expect(accepted.uid).toBe(invited.uid);
    expect(await facts(accepted.id)).toEqual(['true', 'Accept', 'false', '3', 'false', 'Busy']);
    expect(ada().list()).toHaveLength(1);
  });

  it('accepts, and the item is the same one', async () => {
    const invited = ada().receiveMeeting(INVITATION);
    expect(ada().accept(invited.id, { replace: false }).id).toBe(invited.id);
  });

  it('learns that a meeting is cancelled', async () => {
    const { id } = ada().receiveMeeting(INVITATION);
    ada().meetingIsCancelled(id);
    expect(await facts(id)).toEqual(['true', 'NoResponseReceived', 'false', '7', 'true', 'Free']);
    const title = () => ada().list()[0]?.subject;
    expect(title()).toBe(`Canceled: ${INVITATION.subject}`);
    ada().meetingIsCancelled(id);
    expect(title()).toBe(`Canceled: ${INVITATION.subject}`);
  });

  it('is told how those answered whom it invited', async () => {
    const attendees =
      '<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
    const { Id } = await ews.created(exchange, ews.TIMES + attendees);
    expect(await facts(Id)).toEqual(['true', 'Organizer', 'true', '1', 'false', 'Busy']);
    ada().attendeeAnswers(Id, ews.BEN, 'Decline');
    const item = await shown(Id);
    expect([ews.text(item, 'ResponseType'), ews.text(item, 'LastResponseTime')]).toEqual([
      'Decline',
      '2026-11-20T08:00:00Z',
    ]);
    expect(() => ada().attendeeAnswers(Id, 'nobody@example.com', 'Accept')).toThrow('not invited');
  });

  it('declines to the organiser by deleting, where the request sends mail', async () => {
    const { id } = ada().receiveMeeting(INVITATION);
    const [first] = [{ Id: id, ChangeKey: 'x' }];
    const remove = (send: string) =>
      `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="${send}">${ews.itemIds(first)}</m:DeleteItem>`;
    await ews.ask(exchange, remove('SendOnlyToAll'));
    expect(exchange.mail.map(({ kind, to }) => [kind, to])).toEqual([['response', ['cleo@contoso.example']]]);
  });

  it('may not send updates of what lies in Deleted Items', async () => {
    const item = ada().receiveMeeting(INVITATION);
    const own = ada().create({ ...TIMES, subject: 'Own' });
    const id = { Id: own.id, ChangeKey: own.changeKey };
    await ews.ask(
      exchange,
      ews.updateRequest(
        id,
        ews.setField(
          'calendar:RequiredAttendees',
          '<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>',
        ),
      ),
    );
    ada().remove(own.id);
    const [gone] = ada().list('deleteditems');
    const request = ews
      .updateRequest(
        { Id: gone?.id ?? '', ChangeKey: gone?.changeKey ?? '' },
        ews.setField('item:Subject', '<t:Subject>x</t:Subject>'),
      )
      .replace('Cancellations="SendToNone"', 'Cancellations="SendOnlyToAll"');
    expect(ews.text(await ews.ask(exchange, request), 'ResponseCode')).toBe('ErrorCalendarCannotUpdateDeletedItem');
    expect(exchange.mail).toEqual([]);
    expect(item.organizer).toBe('cleo@contoso.example');
  });
});

describe('attendeeList', () => {
  it('says the responses that it is given', () => {
    const [first, second] = attendeeList(['a@x', 'b@x'], { 'b@x': 'Accept' }).children;
    expect([first?.children.length, second?.children[1]?.text]).toEqual([1, 'Accept']);
  });
});
