import { afterAll, beforeEach, describe, expect } from 'vitest';
import type { Rights } from '../../../../local/exchange/accounts/accounts.ts';
import { MEETINGS } from '../../../../local/exchange/requirements.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../../local/exchange/soap/versions.ts';
import * as ews from '../ewsClient.ts';
import { claimed, closeAll, fresh } from './claimed.ts';

let exchange: LocalExchange;
beforeEach(async () => {
  exchange = await fresh();
});
afterAll(closeAll);

const ask = (operation: string, asking?: ews.Asking) => ews.ask(exchange, operation, asking);
const create = (item: string, send = 'SendToNone') =>
  ask(ews.createRequest(item).replace('"SendToNone"', `"${send}"`)).then((answer) => {
    const [id] = ews.idsIn(answer);
    if (!id) throw new Error(ews.text(answer, 'ResponseCode'));
    return id;
  });
const read = (id: ews.Id) => ask(ews.getRequest([id]));
/** The value of `name` of an item created from its times and `after`. */
const kept = async (name: string, after = '', send?: string) =>
  ews.text(await read(await create(ews.TIMES + after, send)), name);
const freeBusy = (status: string) => async () =>
  expect(await kept('LegacyFreeBusyStatus', `<t:LegacyFreeBusyStatus>${status}</t:LegacyFreeBusyStatus>`)).toBe(status);

const ATTENDEES =
  '<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
const SERIES =
  '<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>';
const mailed = () => exchange.mail.map(({ kind, to }) => [kind, to]);

async function meetingCreated(send: string) {
  const { Id } = await create(ews.TIMES + ATTENDEES, send);
  return exchange.person(ews.ADA).get(Id) !== undefined;
}
async function meetingDeleted(send: string) {
  const id = await create(ews.TIMES + ATTENDEES);
  await ask(
    `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="${send}">${ews.itemIds(id)}</m:DeleteItem>`,
  );
  return exchange.person(ews.ADA).get(id.Id) === undefined;
}
async function meetingUpdated(send: string) {
  const id = await create(ews.TIMES + ATTENDEES);
  const request = ews.updateRequest(id, ews.setField('item:Subject', '<t:Subject>new</t:Subject>'));
  await ask(request.replace('Cancellations="SendToNone"', `Cancellations="${send}"`));
  return exchange.person(ews.ADA).get(id.Id)?.subject === 'new';
}

/** True where a server of `version` shows an element to a request for all properties. */
async function shows(version: EwsVersion, name: string): Promise<boolean> {
  const server = await ews.startTestExchange({ version });
  const id = await ews.created(server, ews.TIMES, { version });
  const item = await ews.ask(server, ews.getRequest([id]), { version });
  await server.close();
  return ews.all(item, name).length > 0;
}
const cameWith = (name: string, before: EwsVersion, since: EwsVersion) => async () =>
  expect([await shows(before, name), await shows(since, name)]).toEqual([false, true]);

const codeOf = async (item: string) => ews.text(await ask(ews.createRequest(item)), 'ResponseCode');
const FIVE_YEARS = '<t:Start>2026-12-01T10:00:00Z</t:Start><t:End>2031-12-01T10:00:01Z</t:End>';

/** The answers to a delegate with these rights on Ada's calendar: to a read, a create, an edit and a delete. */
async function allowed(rights: Rights): Promise<string[]> {
  const ben = {
    name: 'EXAMPLE\\ben',
    password: 'x',
    mailbox: ews.BEN,
    impersonates: [],
    opens: [{ mailbox: ews.ADA, rights }],
  };
  const server = await ews.startTestExchange({ accounts: [ben] });
  const item = server.person(ews.ADA).create({ start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
  const id = { Id: item.id, ChangeKey: item.changeKey };
  const adas =
    '<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>ada@example.com</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';
  const codes: string[] = [];
  for (const request of [
    ews.getRequest([id]),
    ews.createRequest(ews.TIMES).replace(ews.CALENDAR, adas),
    ews.updateRequest(id, ews.setField('item:Subject', '<t:Subject>x</t:Subject>')),
    `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone">${ews.itemIds(id)}</m:DeleteItem>`,
  ]) {
    codes.push(ews.text(await ews.ask(server, request, { account: ben, as: null }), 'ResponseCode'));
  }
  await server.close();
  return codes;
}

describe('MS-OXWSMTGS', () => {
  claimed('MS-OXWSMTGS', MEETINGS, {
    'MS-OXWSMTGS_R44': async () => expect(await meetingCreated('SendToNone')).toBe(true),
    'MS-OXWSMTGS_R45': async () => expect(await meetingDeleted('SendToNone')).toBe(true),
    'MS-OXWSMTGS_R46': async () => expect(await meetingCreated('SendOnlyToAll')).toBe(true),
    'MS-OXWSMTGS_R47': async () => expect(await meetingDeleted('SendOnlyToAll')).toBe(true),
    'MS-OXWSMTGS_R53': async () => expect(await kept('CalendarItemType')).toBe('Single'),
    'MS-OXWSMTGS_R56': async () => expect(await kept('CalendarItemType', SERIES)).toBe('RecurringMaster'),
    'MS-OXWSMTGS_R60': async () => expect(await meetingUpdated('SendToNone')).toBe(true),
    'MS-OXWSMTGS_R61': async () => expect(await meetingUpdated('SendOnlyToAll')).toBe(true),
    'MS-OXWSMTGS_R91': async () =>
      expect(await allowed('CalendarEditor')).toEqual(['NoError', 'NoError', 'NoError', 'NoError']),
    'MS-OXWSMTGS_R94': async () => {
      const [item, folder] = ['ErrorItemNotFound', 'ErrorFolderNotFound'];
      expect(await allowed('None')).toEqual([item, folder, item, item]);
    },
    'MS-OXWSMTGS_R100': async () => {
      const denied = 'ErrorAccessDenied';
      expect(await allowed('CalendarReviewer')).toEqual(['NoError', denied, denied, denied]);
    },
    'MS-OXWSMTGS_R514': async () => expect(await kept('AppointmentState')).toBe('0'),
    'MS-OXWSMTGS_R699': cameWith('StartWallClock', 'Exchange2010_SP2', 'Exchange2013'),
    'MS-OXWSMTGS_R700': cameWith('EndWallClock', 'Exchange2010_SP2', 'Exchange2013'),
    'MS-OXWSMTGS_R701': cameWith('StartTimeZoneId', 'Exchange2010_SP2', 'Exchange2013'),
    'MS-OXWSMTGS_R702': cameWith('EndTimeZoneId', 'Exchange2010_SP2', 'Exchange2013'),
    'MS-OXWSMTGS_R713': cameWith('StartTimeZone', 'Exchange2007_SP1', 'Exchange2010'),
    'MS-OXWSMTGS_R714': cameWith('EndTimeZone', 'Exchange2007_SP1', 'Exchange2010'),
    'MS-OXWSMTGS_R715': async () => {
      const hours = async (version: EwsVersion) => {
        const server = await ews.startTestExchange({ version });
        const zone = '<t:MeetingTimeZone TimeZoneName="FLE Standard Time"/>';
        const times = '<t:Start>2026-12-01T09:00:00</t:Start><t:End>2026-12-01T10:00:00</t:End>';
        const id = await ews.created(server, times + zone, { version });
        const start = ews.text(await ews.ask(server, ews.getRequest([id]), { version }), 'Start');
        await server.close();
        return start.slice(11, 13);
      };
      expect([await hours('Exchange2007_SP1'), await hours('Exchange2010')]).toEqual(['07', '09']);
    },
    'MS-OXWSMTGS_R720': async () =>
      expect(await kept('IsAllDayEvent', '<t:IsAllDayEvent>true</t:IsAllDayEvent>')).toBe('true'),
    'MS-OXWSMTGS_R721': async () => expect(await kept('IsAllDayEvent')).toBe('false'),
    'MS-OXWSMTGS_R731': async () => expect(await kept('IsCancelled', ATTENDEES)).toBe('false'),
    'MS-OXWSMTGS_R734': async () =>
      expect(await kept('MeetingRequestWasSent', ATTENDEES, 'SendOnlyToAll')).toBe('true'),
    'MS-OXWSMTGS_R735': async () => expect(await kept('MeetingRequestWasSent', ATTENDEES)).toBe('false'),
    'MS-OXWSMTGS_R736': async () =>
      expect(await kept('IsResponseRequested', '<t:IsResponseRequested>true</t:IsResponseRequested>')).toBe('true'),
    'MS-OXWSMTGS_R737': async () =>
      expect(await kept('IsResponseRequested', '<t:IsResponseRequested>false</t:IsResponseRequested>')).toBe('false'),
    'MS-OXWSMTGS_R738': async () => expect(await kept('AppointmentState', ATTENDEES)).toBe('1'),
    'MS-OXWSMTGS_R744': async () =>
      expect(await kept('AllowNewTimeProposal', '<t:AllowNewTimeProposal>true</t:AllowNewTimeProposal>')).toBe('true'),
    'MS-OXWSMTGS_R745': async () =>
      expect(await kept('AllowNewTimeProposal', '<t:AllowNewTimeProposal>false</t:AllowNewTimeProposal>')).toBe(
        'false',
      ),
    'MS-OXWSMTGS_R747': async () => expect(await kept('IsOnlineMeeting')).toBe('false'),
    'MS-OXWSMTGS_R1053': async () => {
      const server = await ews.startTestExchange({ version: 'Exchange2007_SP1' });
      const asking = { version: 'Exchange2007_SP1' } as const;
      const ids = [await ews.created(server, ews.TIMES, asking), await ews.created(server, ews.TIMES + SERIES, asking)];
      const items = await Promise.all(ids.map((id) => ews.ask(server, ews.getRequest([id]), asking)));
      await server.close();
      expect(items.map((item) => ews.all(item, 'MeetingTimeZone').length)).toEqual([0, 1]);
    },
    'MS-OXWSMTGS_R1203': async () => expect(await codeOf(FIVE_YEARS)).toBe('ErrorCalendarDurationIsTooLong'),
    'MS-OXWSMTGS_R1204': async () => {
      const times = '<t:Start>2026-12-01T10:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End>';
      expect(await codeOf(times)).toBe('ErrorCalendarEndDateIsEarlierThanStartDate');
    },
    'MS-OXWSMTGS_R1213': async () => {
      const request = `<m:DeleteItem DeleteType="HardDelete">${ews.itemIds(await create(ews.TIMES))}</m:DeleteItem>`;
      expect(ews.text(await ask(request), 'ResponseCode')).toBe('ErrorSendMeetingCancellationsRequired');
    },
    'MS-OXWSMTGS_R1244': async () => {
      const change = ews.setField('calendar:End', '<t:End>2031-12-01T10:00:01Z</t:End>');
      const answer = await ask(ews.updateRequest(await create(ews.TIMES), change));
      expect(ews.text(answer, 'ResponseCode')).toBe('ErrorCalendarDurationIsTooLong');
    },
    'MS-OXWSCDATA_R4001': async () => {
      const item = `${ews.TIMES}<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>`;
      const status = async (version: EwsVersion) =>
        (await ews.post(exchange, ews.requestXml(ews.createRequest(item), { version }))).status;
      expect([await status('Exchange2010_SP2'), await status('Exchange2013')]).toEqual([500, 200]);
    },
    'MS-OXWSMTGS_R4400': async () => {
      await meetingCreated('SendToNone');
      expect(mailed()).toEqual([]);
    },
    'MS-OXWSMTGS_R4500': async () => {
      await meetingDeleted('SendToNone');
      expect(mailed()).toEqual([]);
    },
    'MS-OXWSMTGS_R4600': async () => {
      await meetingCreated('SendOnlyToAll');
      expect(mailed()).toEqual([['invitation', [ews.BEN]]]);
    },
    'MS-OXWSMTGS_R4700': async () => {
      await meetingDeleted('SendOnlyToAll');
      expect(mailed()).toEqual([['cancellation', [ews.BEN]]]);
    },
    'MS-OXWSMTGS_R6000': async () => {
      await meetingUpdated('SendToNone');
      expect(mailed()).toEqual([]);
    },
    'MS-OXWSMTGS_R6100': async () => {
      await meetingUpdated('SendOnlyToAll');
      expect(mailed()).toEqual([['update', [ews.BEN]]]);
    },
    'MS-OXWSMTGS_R16500': freeBusy('Busy'),
    'MS-OXWSMTGS_R16501': freeBusy('Free'),
    'MS-OXWSMTGS_R16502': freeBusy('NoData'),
    'MS-OXWSMTGS_R16503': freeBusy('OOF'),
    'MS-OXWSMTGS_R16504': freeBusy('Tentative'),
    'MS-OXWSMTGS_R80048': cameWith('IsOrganizer', 'Exchange2010_SP2', 'Exchange2013'),
  });
});
