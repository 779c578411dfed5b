import { describe, expect, it } from 'vitest';
import { loadIcs } from '../../../local/exchange/ics.ts';
import type { XmlElement } from '../../../local/exchange/soap/xml.ts';
import * as ews from './ewsClient.ts';

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
/** `Name(text or children)`, to be compared at a glance. */
const drawn = (element: XmlElement | undefined): string =>
  element ? `${element.name}(${element.text}${element.children.map(drawn).join(' ')})` : '';

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
    expect(loadIcs(text).items[0]).toMatchObject({ start: '2026-11-20T03:30:00.000Z', zone: 'UTC' });
  });

  it.each([
    {
      rule: 'FREQ=DAILY;INTERVAL=3;COUNT=4',
      pattern: 'DailyRecurrence(Interval(3)) NumberedRecurrence(StartDate(2026-11-16) NumberOfOccurrences(4))',
    },
    {
      rule: 'FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU',
      pattern:
        'WeeklyRecurrence(Interval(1) DaysOfWeek(Monday Wednesday) FirstDayOfWeek(Sunday)) NoEndRecurrence(StartDate(2026-11-16))',
    },
    {
      rule: 'FREQ=WEEKLY;UNTIL=20261206T225959Z',
      pattern:
        'WeeklyRecurrence(Interval(1) DaysOfWeek(Monday) FirstDayOfWeek(Monday)) EndDateRecurrence(StartDate(2026-11-16) EndDate(2026-12-07))',
    },
    {
      rule: 'FREQ=MONTHLY',
      pattern: 'AbsoluteMonthlyRecurrence(Interval(1) DayOfMonth(16)) NoEndRecurrence(StartDate(2026-11-16))',
    },
    {
      rule: 'FREQ=MONTHLY;BYDAY=-1SA',
      pattern:
        'RelativeMonthlyRecurrence(Interval(1) DaysOfWeek(Saturday) DayOfWeekIndex(Last)) NoEndRecurrence(StartDate(2026-11-16))',
    },
    {
      rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
      pattern:
        'RelativeMonthlyRecurrence(Interval(1) DaysOfWeek(Weekday) DayOfWeekIndex(First)) NoEndRecurrence(StartDate(2026-11-16))',
    },
    {
      rule: 'FREQ=YEARLY',
      pattern: 'AbsoluteYearlyRecurrence(DayOfMonth(16) Month(November)) NoEndRecurrence(StartDate(2026-11-16))',
    },
    {
      rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
      pattern:
        'RelativeYearlyRecurrence(DaysOfWeek(Sunday) DayOfWeekIndex(Second) Month(March)) NoEndRecurrence(StartDate(2026-11-16))',
    },
  ])('$rule becomes a pattern of Exchange', ({ rule, pattern }) => {
    expect(drawn(only(series(rule))?.recurrence)).toBe(`Recurrence(${pattern})`);
  });

  it.each([
    'FREQ=HOURLY',
    'FREQ=YEARLY;INTERVAL=2',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY;BYWEEKNO=3',
  ])('%s is left out and reported', (rule) => {
    const { items, remarks } = loadIcs(calendar(series(rule)));
    expect(items).toEqual([]);
    expect(remarks).toEqual([{ uid: 's', remark: expect.stringContaining('left out because Exchange does not hold') }]);
  });

  it('reports overrides, excluded dates, cancelled events and cut titles', () => {
    const { items, remarks } = loadIcs(
      calendar(
        `${series('FREQ=DAILY')}\r\nEXDATE;TZID=Europe/Helsinki:20261117T090000`,
        'UID:s\r\nRECURRENCE-ID;TZID=Europe/Helsinki:20261118T090000\r\nDTSTART;TZID=Europe/Helsinki:20261118T100000',
        'UID:c\r\nDTSTART:20261120T090000Z\r\nSTATUS:CANCELLED',
        `UID:t\r\nDTSTART:20261120T090000Z\r\nSUMMARY:${'x'.repeat(300)}`,
      ),
    );
    expect(items.map(({ uid, subject }) => [uid, subject?.length])).toEqual([
      ['s', 0],
      ['t', 255],
    ]);
    expect(remarks.map(({ uid }) => uid)).toEqual(['s', 's', 'c', 't']);
  });

  it('what was loaded is read over the wire, in the schema', async () => {
    const exchange = await ews.startTestExchange();
    const text = calendar(
      'UID:day@x\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261122',
      series('FREQ=MONTHLY;BYDAY=2TU'),
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
