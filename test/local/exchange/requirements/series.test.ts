// Long because it is one list: a check under the number of each requirement on series and answers.
import { afterAll, beforeEach, describe, expect } from 'vitest';
import { SERIES } from '../../../../local/exchange/requirements.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { Item } from '../../../../local/exchange/store/item.ts';
import type { XmlElement } from '../../../../local/exchange/xml/xml.ts';
import * as ews from '../ewsClient.ts';
import { claimed, closeAll, fresh } from './claimed.ts';

let exchange: LocalExchange;
let series: Item;
let single: Item;
beforeEach(async () => {
  exchange = await fresh();
  const times = { start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' };
  single = ada().create(times);
  series = ada().create({
    ...times,
    subject: 'Daily',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, end: { kind: 'Numbered', count: 5 } },
    exceptions: { '2026-12-02': { subject: 'other', start: '2026-12-02T15:00:00Z', end: '2026-12-02T17:00:00Z' } },
    deletions: ['2026-12-03'],
  });
});
afterAll(closeAll);

const ada = () => exchange.person(ews.ADA);
const ask = (operation: string) => ews.ask(exchange, operation);
const code = (answer: XmlElement) => ews.text(answer, 'ResponseCode');
const byId = (item: Item) => `<t:ItemId Id="${item.id}" ChangeKey="${item.changeKey}"/>`;
const nth = (master: Item, index: number) =>
  `<t:OccurrenceItemId RecurringMasterId="${master.id}" ChangeKey="${master.changeKey}" InstanceIndex="${index}"/>`;
const masterOf = (occurrence: string) =>
  `<t:RecurringMasterItemId OccurrenceId="${occurrence}" ChangeKey="${series.changeKey}"/>`;
const get = (id: string) => ask(`<m:GetItem>${ews.shape('AllProperties')}<m:ItemIds>${id}</m:ItemIds></m:GetItem>`);
const idOf = async (index: number) => ews.idsIn(await get(nth(series, index)))[0]?.Id ?? '';
const remove = (id: string) =>
  ask(
    `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
  );
const transfer = (operation: string, id: string) =>
  ask(
    `<m:${operation}><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId><m:ItemIds>${id}</m:ItemIds></m:${operation}>`,
  );
const retitle = (id: string) =>
  ask(
    ews
      .updateRequest({ Id: 'x', ChangeKey: '' }, ews.setField('item:Subject', '<t:Subject>new</t:Subject>'))
      .replace('<t:ItemId Id="x"/>', id),
  );
const shows = (name: string, id: () => string, value: string) => async () =>
  expect(ews.text(await get(id()), name)).toBe(value);
const inside = async (name: string) => ews.all(await get(byId(series)), name)[0]?.children ?? [];
const modified = async (name: string) => (await inside('ModifiedOccurrences')).map((one) => ews.text(one, name));
const infoOf = async (name: string) => {
  const answer = await get(byId(series));
  return ews.all(answer, name).map((info) => ews.text(info, 'Start'));
};
const seen = async (start: string, end: string) =>
  ews.texts(
    await ask(
      `<m:FindItem Traversal="Shallow">${ews.shape('Default')}<m:CalendarView StartDate="${start}" EndDate="${end}"/><m:ParentFolderIds>${ews.CALENDAR}</m:ParentFolderIds></m:FindItem>`,
    ),
    'Start',
  );

const invited = () =>
  ada().receiveMeeting({ organizer: ews.BEN, start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
/** An attendee's answer, as the organiser sees it. */
const answerShown = (response: 'Unknown' | 'Tentative' | 'Accept' | 'Decline' | 'NoResponseReceived') => async () => {
  const attendees =
    '<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
  const { Id } = await ews.created(exchange, ews.TIMES + attendees);
  ada().attendeeAnswers(Id, ews.BEN, response);
  const shown = await get(`<t:ItemId Id="${Id}"/>`);
  expect([ews.text(shown, 'ResponseType'), ews.text(shown, 'LastResponseTime')]).toEqual([
    response,
    '2026-11-20T08:00:00Z',
  ]);
};

const START = '<t:StartDate>2026-12-01</t:StartDate>';
const NO_END = `<t:NoEndRecurrence>${START}</t:NoEndRecurrence>`;
const created = (pattern: string, range = NO_END) =>
  ews.createRequest(`${ews.TIMES}<t:Recurrence>${pattern}${range}</t:Recurrence>`);
const kindOf = async (pattern: string, range = NO_END) => {
  const [id] = ews.idsIn(await ask(created(pattern, range)));
  return ews.all(await get(`<t:ItemId Id="${id?.Id}"/>`), 'Recurrence')[0]?.children.map(({ name }) => name);
};
/** A pattern without a required part violates the schema. */
const mustHave = (pattern: string, part: RegExp) => async () => {
  expect(await kindOf(pattern)).toHaveLength(2);
  const without = pattern.replace(part, '');
  const answer = await ews.post(exchange, ews.requestXml(created(without)));
  expect([without === pattern, answer.status, answer.text.includes('ErrorSchemaValidation')]).toEqual([
    false,
    500,
    true,
  ]);
};
const MONTHLY =
  '<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>5</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>';
const YEARLY =
  '<t:AbsoluteYearlyRecurrence><t:DayOfMonth>5</t:DayOfMonth><t:Month>May</t:Month></t:AbsoluteYearlyRecurrence>';
const NTH_OF_YEAR =
  '<t:RelativeYearlyRecurrence><t:DaysOfWeek>Monday</t:DaysOfWeek><t:DayOfWeekIndex>First</t:DayOfWeekIndex><t:Month>May</t:Month></t:RelativeYearlyRecurrence>';
const WEEKLY = '<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>';
const DAILY = '<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>';

describe('MS-OXWSMTGS', () => {
  claimed('MS-OXWSMTGS', SERIES, {
    'MS-OXWSMTGS_R54': shows('CalendarItemType', () => nth(series, 1), 'Occurrence'),
    'MS-OXWSMTGS_R55': shows('CalendarItemType', () => nth(series, 2), 'Exception'),
    'MS-OXWSMTGS_R79': answerShown('Unknown'),
    'MS-OXWSMTGS_R80': shows('MyResponseType', () => byId(single), 'Organizer'),
    'MS-OXWSMTGS_R81': answerShown('Tentative'),
    'MS-OXWSMTGS_R82': answerShown('Accept'),
    'MS-OXWSMTGS_R83': answerShown('Decline'),
    'MS-OXWSMTGS_R84': answerShown('NoResponseReceived'),
    'MS-OXWSMTGS_R139': answerShown('Accept'),
    'MS-OXWSMTGS_R141': answerShown('Decline'),
    'MS-OXWSMTGS_R153': shows('RecurrenceId', () => nth(series, 2), '2026-12-02T09:00:00Z'),
    'MS-OXWSMTGS_R161': async () => {
      const shown = await Promise.all([nth(series, 1), nth(series, 2), byId(series), byId(single)].map(get));
      const own = shown.map(
        (answer) => ews.all(answer, 'CalendarItem')[0]?.children.find(({ name }) => name === 'OriginalStart')?.text,
      );
      expect(own).toEqual(['2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z', undefined, undefined]);
    },
    'MS-OXWSMTGS_R173': async () => {
      const { id, changeKey } = invited();
      expect(ews.text(await get(`<t:ItemId Id="${id}" ChangeKey="${changeKey}"/>`), 'IsCancelled')).toBe('false');
      expect(ews.text(await get(byId(ada().meetingIsCancelled(id))), 'IsCancelled')).toBe('true');
    },
    'MS-OXWSMTGS_R175': async () => {
      const shown = await Promise.all([nth(series, 1), byId(single)].map(get));
      expect(shown.map((answer) => ews.text(answer, 'IsRecurring'))).toEqual(['true', 'false']);
    },
    'MS-OXWSMTGS_R181': async () => {
      const shown = await Promise.all([byId(single), byId(series), nth(series, 1), nth(series, 2)].map(get));
      expect(shown.map((answer) => ews.text(answer, 'CalendarItemType'))).toEqual([
        'Single',
        'RecurringMaster',
        'Occurrence',
        'Exception',
      ]);
    },
    'MS-OXWSMTGS_R185': async () => {
      const organizer = async (item: Item) =>
        ews.all(await get(byId(item)), 'Organizer').map((one) => ews.text(one, 'EmailAddress'));
      expect([await organizer(single), await organizer(invited())]).toEqual([[ews.ADA], [ews.BEN]]);
    },
    'MS-OXWSMTGS_R209': async () => {
      const state = async (item: Item) => ews.text(await get(byId(item)), 'AppointmentState');
      expect([await state(single), await state(invited())]).toEqual(['0', '3']);
    },
    'MS-OXWSMTGS_R211': async () =>
      expect((await inside('Recurrence')).map(({ name }) => name)).toEqual(['DailyRecurrence', 'NumberedRecurrence']),
    'MS-OXWSMTGS_R213': async () => expect(await infoOf('FirstOccurrence')).toEqual(['2026-12-01T09:00:00Z']),
    'MS-OXWSMTGS_R215': async () => expect(await infoOf('LastOccurrence')).toEqual(['2026-12-05T09:00:00Z']),
    'MS-OXWSMTGS_R217': async () => expect(await inside('ModifiedOccurrences')).toHaveLength(1),
    'MS-OXWSMTGS_R219': async () => expect(await inside('DeletedOccurrences')).toHaveLength(1),
    'MS-OXWSMTGS_R252': async () =>
      expect(await seen('2026-12-05T00:00:00Z', '2026-12-31T00:00:00Z')).toEqual(['2026-12-05T09:00:00Z']),
    'MS-OXWSMTGS_R254': async () => {
      const start = '2026-12-01T09:00:00Z';
      expect(await seen('2026-01-01T00:00:00Z', '2026-12-02T00:00:00Z')).toEqual([start, start]);
    },
    'MS-OXWSMTGS_R373': async () => {
      const deleted = await inside('DeletedOccurrences');
      expect(deleted.map((one) => [one.name, ews.text(one, 'Start')])).toEqual([
        ['DeletedOccurrence', '2026-12-03T09:00:00Z'],
      ]);
    },
    'MS-OXWSMTGS_R377': async () =>
      expect((await inside('ModifiedOccurrences')).map(({ name }) => name)).toEqual(['Occurrence']),
    'MS-OXWSMTGS_R381': async () => {
      const [occurrence] = await inside('ModifiedOccurrences');
      const [id] = occurrence ? ews.idsIn(occurrence) : [];
      expect(id?.Id).toBe(await idOf(2));
      expect(ews.text(await get(`<t:ItemId Id="${id?.Id}"/>`), 'Subject')).toBe('other');
    },
    'MS-OXWSMTGS_R383': async () => expect(await modified('Start')).toEqual(['2026-12-02T15:00:00Z']),
    'MS-OXWSMTGS_R385': async () => expect(await modified('End')).toEqual(['2026-12-02T17:00:00Z']),
    'MS-OXWSMTGS_R387': async () => expect(await modified('OriginalStart')).toEqual(['2026-12-02T09:00:00Z']),
    'MS-OXWSMTGS_R390': async () => {
      const nthOfMonth = NTH_OF_YEAR.replace(
        'RelativeYearlyRecurrence>',
        'RelativeMonthlyRecurrence><t:Interval>1</t:Interval>',
      )
        .replace('<t:Month>May</t:Month>', '')
        .replace('/t:RelativeYearly', '/t:RelativeMonthly');
      const names: (string | undefined)[] = [];
      for (const pattern of [DAILY, WEEKLY, MONTHLY, nthOfMonth, YEARLY, NTH_OF_YEAR])
        names.push((await kindOf(pattern))?.[0]);
      expect(names).toEqual([
        'DailyRecurrence',
        'WeeklyRecurrence',
        'AbsoluteMonthlyRecurrence',
        'RelativeMonthlyRecurrence',
        'AbsoluteYearlyRecurrence',
        'RelativeYearlyRecurrence',
      ]);
    },
    'MS-OXWSMTGS_R391': async () => {
      const ranges = [
        NO_END,
        `<t:EndDateRecurrence>${START}<t:EndDate>2026-12-24</t:EndDate></t:EndDateRecurrence>`,
        `<t:NumberedRecurrence>${START}<t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence>`,
      ];
      const names: (string | undefined)[] = [];
      for (const range of ranges) names.push((await kindOf(DAILY, range))?.[1]);
      expect(names).toEqual(['NoEndRecurrence', 'EndDateRecurrence', 'NumberedRecurrence']);
    },
    'MS-OXWSMTGS_R512': async () => {
      const accepted = ada().accept(invited().id);
      expect(ews.text(await get(byId(accepted)), 'MyResponseType')).toBe('Accept');
    },
    'MS-OXWSMTGS_R620': async () => {
      const occurrence = await idOf(4);
      expect(code(await remove(nth(series, 1)))).toBe('NoError');
      expect(ada().get(series.id)?.deletions).toEqual(['2026-12-01', '2026-12-03']);
      expect(code(await remove(masterOf(occurrence)))).toBe('NoError');
      expect(ada().get(series.id)).toBeUndefined();
    },
    'MS-OXWSMTGS_R651': async () => {
      expect(code(await retitle(masterOf(await idOf(4))))).toBe('NoError');
      const now = ada().get(series.id) ?? series;
      expect(now.subject).toBe('new');
      expect(code(await retitle(nth(now, 5)))).toBe('NoError');
      expect(ada().get(series.id)?.exceptions['2026-12-05']).toBeDefined();
    },
    'MS-OXWSMTGS_R730': async () =>
      expect(ews.text(await get(byId(ada().meetingIsCancelled(invited().id))), 'IsCancelled')).toBe('true'),
    'MS-OXWSMTGS_R732': shows('IsRecurring', () => nth(series, 2), 'true'),
    'MS-OXWSMTGS_R733': shows('IsRecurring', () => byId(single), 'false'),
    'MS-OXWSMTGS_R739': async () => expect(ews.text(await get(byId(invited())), 'AppointmentState')).toBe('3'),
    'MS-OXWSMTGS_R741': async () =>
      expect(ews.text(await get(byId(ada().meetingIsCancelled(invited().id))), 'AppointmentState')).toBe('7'),
    'MS-OXWSMTGS_R806': async () => {
      expect(code(await transfer('CopyItem', masterOf(await idOf(1))))).toBe('NoError');
      expect(ada().list('deleteditems')).toMatchObject([{ uid: series.uid, deletions: ['2026-12-03'] }]);
    },
    'MS-OXWSMTGS_R807': async () => {
      expect(ews.text(await get(masterOf(await idOf(1))), 'CalendarItemType')).toBe('RecurringMaster');
      expect(ews.text(await get(nth(series, 1)), 'CalendarItemType')).toBe('Occurrence');
    },
    'MS-OXWSMTGS_R808': async () => {
      expect(code(await transfer('MoveItem', masterOf(await idOf(1))))).toBe('NoError');
      expect([ada().get(series.id), ada().list('deleteditems').length]).toEqual([undefined, 1]);
    },
    'MS-OXWSCDATA_R997': mustHave(MONTHLY, /<t:DayOfMonth>.*<\/t:DayOfMonth>/),
    'MS-OXWSCDATA_R1001': mustHave(YEARLY, /<t:DayOfMonth>.*<\/t:DayOfMonth>/),
    'MS-OXWSCDATA_R1003': mustHave(YEARLY, /<t:Month>.*<\/t:Month>/),
    'MS-OXWSMTGS_R1193': async () =>
      expect(code(await transfer('CopyItem', nth(series, 1)))).toBe('ErrorCalendarCannotMoveOrCopyOccurrence'),
    'MS-OXWSMTGS_R1194': async () =>
      expect(code(await transfer('CopyItem', nth(single, 1)))).toBe('ErrorCalendarCannotUseIdForRecurringMasterId'),
    'MS-OXWSMTGS_R1212': async () =>
      expect(code(await remove(masterOf(single.id)))).toBe('ErrorCalendarCannotUseIdForOccurrenceId'),
    'MS-OXWSMTGS_R1222': async () =>
      expect(code(await get(masterOf(series.id)))).toBe('ErrorCalendarCannotUseIdForOccurrenceId'),
    'MS-OXWSMTGS_R1223': async () =>
      expect(code(await get(nth(single, 1)))).toBe('ErrorCalendarCannotUseIdForRecurringMasterId'),
    'MS-OXWSMTGS_R1231': async () =>
      expect(code(await transfer('MoveItem', nth(series, 1)))).toBe('ErrorCalendarCannotMoveOrCopyOccurrence'),
    'MS-OXWSMTGS_R1232': async () =>
      expect(code(await transfer('MoveItem', masterOf(single.id)))).toBe('ErrorCalendarCannotUseIdForOccurrenceId'),
    'MS-OXWSCDATA_R1261': mustHave(NTH_OF_YEAR, /<t:DaysOfWeek>.*<\/t:DaysOfWeek>/),
    'MS-OXWSCDATA_R1263': mustHave(NTH_OF_YEAR, /<t:DayOfWeekIndex>.*<\/t:DayOfWeekIndex>/),
    'MS-OXWSCDATA_R1265': mustHave(NTH_OF_YEAR, /<t:Month>.*<\/t:Month>/),
    'MS-OXWSMTGS_R12052': async () => {
      const request = created(WEEKLY.replace('Monday', 'Weekday'));
      expect(code(await ask(request))).toBe('ErrorCalendarInvalidDayForWeeklyRecurrence');
      const before = await ews.ask(exchange, request, { version: 'Exchange2010_SP2' });
      expect(code(before)).toBe('ErrorCalendarInvalidRecurrence');
    },
  });
});
