// The events that a .ics file becomes. Long because it is mostly tables of rules, held and not held.
import { describe, expect, it } from 'vitest';
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { createPerson } from '../../../../local/exchange/person/person.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';
import * as ews from '../ewsClient.ts';

const calendar = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//x//y//EN',
    'X-WR-TIMEZONE:Europe/Helsinki',
    ...events.flatMap((event) => ['BEGIN:VEVENT', event, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');
const only = (event: string) => loadIcs(calendar(event)).items[0];
const series = (rule: string, start = 'DTSTART;TZID=Europe/Helsinki:20261116T090000') =>
  `UID:s\r\n${start}\r\nDURATION:PT1H\r\nRRULE:${rule}`;
const open = () =>
  createPerson(createMailbox({ address: 'ada@example.com', seed: 'test', clock: () => 0, changed: () => undefined }));

describe('loadIcs', () => {
  it('reads a timed event with its zone and everything that people fill in', () => {
    const event = only(
      'UID:a@x\r\nDTSTART;TZID=Europe/Helsinki:20261120T090000\r\nDTEND;TZID=Europe/Helsinki:20261120T103000\r\nSUMMARY:Board\\, weekly\r\nDESCRIPTION:one\\ntwo\r\n' +
        'LOCATION:Room\r\nCATEGORIES:Blue,Red\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nEND:VALARM',
    );
    expect(event).toEqual({
      uid: 'a@x',
      subject: 'Board, weekly',
      body: 'one\ntwo',
      location: 'Room',
      categories: ['Blue', 'Red'],
      start: '2026-11-20T09:00:00',
      end: '2026-11-20T10:30:00',
      zone: 'FLE Standard Time',
      isAllDay: false,
      sensitivity: 'Private',
      freeBusy: 'Free',
      reminderMinutes: 30,
    });
  });

  it.each([
    { what: 'UTC', start: 'DTSTART:20261120T090000Z', local: '2026-11-20T09:00:00.000Z', zone: 'UTC' },
    {
      what: "no zone: the calendar's",
      start: 'DTSTART:20261120T090000',
      local: '2026-11-20T09:00:00',
      zone: 'FLE Standard Time',
    },
    {
      what: 'a Windows zone',
      start: 'DTSTART;TZID=Eastern Standard Time:20261120T090000',
      local: '2026-11-20T09:00:00',
      zone: 'Eastern Standard Time',
    },
    {
      what: 'an older name of a zone',
      start: 'DTSTART;TZID=Asia/Calcutta:20261120T090000',
      local: '2026-11-20T09:00:00',
      zone: 'India Standard Time',
    },
    { what: 'a day', start: 'DTSTART;VALUE=DATE:20261120', local: '2026-11-20T00:00:00', zone: 'FLE Standard Time' },
  ])('reads a start in $what', ({ start, local, zone }) => {
    expect(only(`UID:a\r\n${start}`)).toMatchObject({ start: local, zone });
  });

  it("takes the file's own definition of a zone that nobody knows", () => {
    const zone =
      'BEGIN:VTIMEZONE\r\nTZID:Camp\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n';
    const text = calendar('UID:a\r\nDTSTART;TZID=Camp:20261120T090000').replace('BEGIN:VEVENT', `${zone}BEGIN:VEVENT`);
    expect(loadIcs(text).items[0]).toMatchObject({ start: '2026-11-20T09:00:00', zone: 'India Standard Time' });
  });

  it.each([
    {
      rule: 'FREQ=DAILY;INTERVAL=3;COUNT=4',
      pattern: { kind: 'Daily', interval: 3 },
      end: { kind: 'Numbered', count: 4 },
    },
    {
      rule: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
      pattern: {
        kind: 'Weekly',
        interval: 1,
        days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
        firstDayOfWeek: 'Monday',
      },
    },
    {
      rule: 'FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU',
      pattern: { kind: 'Weekly', interval: 1, days: ['Monday', 'Wednesday'], firstDayOfWeek: 'Sunday' },
    },
    {
      rule: 'FREQ=WEEKLY;UNTIL=20261206T225959Z',
      pattern: { kind: 'Weekly', interval: 1, days: ['Monday'], firstDayOfWeek: 'Monday' },
      end: { kind: 'EndDate', endDate: '2026-12-06' },
    },
    { rule: 'FREQ=MONTHLY', pattern: { kind: 'AbsoluteMonthly', interval: 1, dayOfMonth: 16 } },
    {
      rule: 'FREQ=MONTHLY;BYDAY=3MO',
      pattern: { kind: 'RelativeMonthly', interval: 1, day: 'Monday', index: 'Third' },
    },
    {
      rule: 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=3',
      pattern: { kind: 'RelativeMonthly', interval: 1, day: 'Monday', index: 'Third' },
    },
    { rule: 'FREQ=YEARLY', pattern: { kind: 'AbsoluteYearly', dayOfMonth: 16, month: 'November' } },
    { rule: 'FREQ=YEARLY;INTERVAL=2', pattern: { kind: 'AbsoluteMonthly', interval: 24, dayOfMonth: 16 } },
    {
      rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=3MO',
      pattern: { kind: 'RelativeYearly', day: 'Monday', index: 'Third', month: 'November' },
    },
    {
      rule: 'FREQ=YEARLY;INTERVAL=3;BYMONTH=11;BYDAY=3MO',
      pattern: { kind: 'RelativeMonthly', interval: 36, day: 'Monday', index: 'Third' },
    },
  ])('$rule becomes a pattern of Exchange', ({ rule, pattern, end = { kind: 'NoEnd' } }) => {
    expect(only(series(rule))?.recurrence).toEqual({ pattern, end });
  });

  it.each([
    { rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', start: '20261130', pattern: { kind: 'AbsoluteMonthly', dayOfMonth: 31 } },
    {
      rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      start: '20261130',
      pattern: { kind: 'RelativeMonthly', day: 'Weekday', index: 'Last' },
    },
  ])('$rule from $start becomes a pattern of Exchange', ({ rule, start, pattern }) => {
    const event = only(series(rule, `DTSTART;TZID=Europe/Helsinki:${start}T090000`));
    expect(event?.recurrence?.pattern).toEqual({ interval: 1, ...pattern });
  });

  it.each([
    { rule: 'FREQ=HOURLY' },
    { rule: 'FREQ=YEARLY;INTERVAL=9' },
    { rule: 'FREQ=MONTHLY;BYMONTHDAY=1,16' },
    { rule: 'FREQ=MONTHLY;BYDAY=1MO,3MO' },
    { rule: 'FREQ=MONTHLY;BYMONTHDAY=-15' },
    { rule: 'FREQ=MONTHLY;BYMONTH=11' },
    { rule: 'FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1' },
    { rule: 'FREQ=YEARLY;BYWEEKNO=47' },
    { rule: 'FREQ=YEARLY;BYDAY=3MO' },
    { rule: 'FREQ=DAILY;INTERVAL=2;BYDAY=MO' },
    { rule: 'FREQ=DAILY;COUNT=1000' },
    { rule: 'FREQ=DAILY;INTERVAL=1000' },
    { rule: 'FREQ=MONTHLY', start: '20261031' },
    { rule: 'FREQ=YEARLY', start: '20280229' },
    { rule: 'FREQ=WEEKLY;BYDAY=TU' },
    { rule: 'FREQ=DAILY', length: 'PT25H' },
  ])('$rule is left out and reported', ({ rule, start = '20261116', length = 'PT1H' }) => {
    const event = series(rule, `DTSTART;TZID=Europe/Helsinki:${start}T090000`).replace('PT1H', length);
    const { items, remarks } = loadIcs(calendar(event));
    expect(items).toEqual([]);
    expect(remarks).toEqual([{ uid: 's', remark: expect.stringContaining('left out because Exchange does not hold') }]);
  });

  it('reports cancelled events and cut titles', () => {
    const { items, remarks } = loadIcs(
      calendar(
        'UID:c\r\nDTSTART:20261120T090000Z\r\nSTATUS:CANCELLED',
        `UID:t\r\nDTSTART:20261120T090000Z\r\nSUMMARY:${'x'.repeat(300)}`,
      ),
    );
    expect(items.map(({ uid, subject }) => [uid, subject?.length])).toEqual([['t', 255]]);
    expect(remarks.map(({ uid }) => uid)).toEqual(['c', 't']);
  });

  const override = (date: string, rest: string) =>
    `UID:s\r\nRECURRENCE-ID;TZID=Europe/Helsinki:${date}T090000\r\n${rest}`;
  const at = (date: string, hour: string) =>
    `DTSTART;TZID=Europe/Helsinki:${date}T${hour}0000\r\nDURATION:PT1H\r\nSUMMARY:other`;

  it('reads excluded, cancelled, changed and moved occurrences, in whatever zone and order they stand', () => {
    const { items, remarks } = loadIcs(
      calendar(
        override('20261118', at('20261118', '15')),
        `${series('FREQ=DAILY;COUNT=6')}\r\nEXDATE;TZID=Europe/Helsinki:20261117T090000\r\nEXDATE:20261120T070000Z,20261201T070000Z`,
        override('20261119', `${at('20261119', '09')}\r\nSTATUS:CANCELLED`),
        'UID:s\r\nRECURRENCE-ID:20261121T070000Z\r\nDTSTART:20261120T070000Z\r\nDURATION:PT1H',
      ),
    );
    expect(remarks).toEqual([]);
    expect(items[0]?.deletions).toEqual(['2026-11-17', '2026-11-19', '2026-11-20']);
    const item = open().create(items[0] ?? { start: '', end: '' });
    const found = occurrencesBetween(item, Date.UTC(2026, 10, 1), Date.UTC(2027, 0, 1)).sort(
      (a, b) => a.start - b.start,
    );
    expect(found.map(({ start, subject }) => [new Date(start).toISOString().slice(8, 13), subject])).toEqual([
      ['16T07', ''],
      ['18T13', 'other'],
      ['20T07', ''],
    ]);
  });

  it('reads the occurrences of an all-day series by their dates', () => {
    const days = series('FREQ=DAILY;COUNT=3', 'DTSTART;VALUE=DATE:20261116').replace('PT1H', 'P1D');
    const moved = 'UID:s\r\nRECURRENCE-ID;VALUE=DATE:20261118\r\nDTSTART;VALUE=DATE:20261120\r\nSUMMARY:moved';
    const { items, remarks } = loadIcs(calendar(`${days}\r\nEXDATE;VALUE=DATE:20261117`, moved));
    expect(remarks).toEqual([]);
    expect(items).toMatchObject([
      { deletions: ['2026-11-17'], exceptions: { '2026-11-18': { start: '2026-11-20T00:00:00', isAllDay: true } } },
    ]);
  });

  it('reports an occurrence that its series does not have, and one that meets its neighbour', () => {
    const { items, remarks } = loadIcs(
      calendar(
        series('FREQ=DAILY;COUNT=3'),
        override('20261124', at('20261124', '09')),
        override('20261117', at('20261118', '08')),
      ),
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.exceptions ?? {}).toEqual({});
    expect(remarks.map(({ remark }) => remark)).toEqual([
      'an occurrence that its series does not have, left out',
      'an occurrence that meets its neighbour, left as its series has it',
    ]);
  });

  it('leaves out a series of which nothing takes place', () => {
    const { items, remarks } = loadIcs(
      calendar(`${series('FREQ=DAILY;COUNT=1')}\r\nEXDATE;TZID=Europe/Helsinki:20261116T090000`),
    );
    expect([items, remarks.length]).toEqual([[], 1]);
  });

  it('takes an occurrence without its series as an event of its own', () => {
    const { items, remarks } = loadIcs(calendar(override('20261118', at('20261118', '15'))));
    expect(remarks).toEqual([]);
    expect(items).toMatchObject([{ subject: 'other', start: '2026-11-18T15:00:00' }]);
  });

  it('what was loaded is read over the wire, in the schema', async () => {
    const exchange = await ews.startTestExchange();
    const text = calendar(
      'UID:day@x\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261122',
      series('FREQ=MONTHLY;BYDAY=3MO'),
    );
    expect(exchange.loadIcs('new@example.com', text)).toEqual({ loaded: 2, remarks: [] });
    const listed = exchange
      .person('new@example.com')
      .list()
      .map(({ id, changeKey }) => ({ Id: id, ChangeKey: changeKey }));
    const answer = await ews.ask(exchange, ews.getRequest(listed), { as: 'new@example.com' });
    await exchange.close();
    expect(ews.texts(answer, 'CalendarItemType')).toEqual(['Single', 'RecurringMaster']);
    expect([ews.text(answer, 'UID'), ews.text(answer, 'Start'), ews.text(answer, 'End')]).toEqual([
      'day@x',
      '2026-11-19T22:00:00Z',
      '2026-11-21T22:00:00Z',
    ]);
  });
});
