import { describe, expect, it } from 'vitest';
import { readRecurrence, writeRecurrence } from '../../../../local/exchange/recurrence/recurrenceElement.ts';
import { ResponseError, SoapFault } from '../../../../local/exchange/soap/errors.ts';
import { readXml, TYPES } from '../../../../local/exchange/xml/xml.ts';
import { knownZone, UTC } from '../../../../local/exchange/zones/zones.ts';

const WEEKLY =
  '<t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Tuesday Monday</t:DaysOfWeek></t:WeeklyRecurrence>';
const FOREVER = '<t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence>';
const read = (content: string, version: Parameters<typeof readRecurrence>[1] = 'Exchange2016') =>
  readRecurrence(readXml(`<t:Recurrence xmlns:t="${TYPES}">${content}</t:Recurrence>`), version);
const daily = (interval: string) =>
  `<t:DailyRecurrence><t:Interval>${interval}</t:Interval></t:DailyRecurrence>${FOREVER}`;
const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ResponseError || error instanceof SoapFault) return error.code;
    throw error;
  }
  return 'none';
};

describe('readRecurrence', () => {
  it('reads days in the order of the week, which begins on Sunday unless it is said', () => {
    expect(read(WEEKLY + FOREVER).pattern).toEqual({
      kind: 'Weekly',
      interval: 2,
      days: ['Monday', 'Tuesday'],
      firstDayOfWeek: 'Sunday',
    });
  });

  it('takes the date of a range as it stands, whatever zone it names', () => {
    const range =
      '<t:EndDateRecurrence><t:StartDate>2026-12-01+13:00</t:StartDate><t:EndDate>2026-12-24Z</t:EndDate></t:EndDateRecurrence>';
    expect(read(WEEKLY + range)).toMatchObject({
      startDate: '2026-12-01',
      end: { kind: 'EndDate', endDate: '2026-12-24' },
    });
  });

  it.each([
    { what: 'an interval of 0 days', content: daily('0'), code: 'ErrorCalendarOutOfRange' },
    { what: 'an interval of 1,000 days', content: daily('1000'), code: 'ErrorCalendarOutOfRange' },
    { what: 'an interval that is no number', content: daily('x'), code: 'ErrorSchemaValidation' },
    {
      what: 'a 32nd of the month',
      content: `<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>32</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>${FOREVER}`,
      code: 'ErrorCalendarOutOfRange',
    },
    {
      what: 'every 100 months',
      content: `<t:AbsoluteMonthlyRecurrence><t:Interval>100</t:Interval><t:DayOfMonth>1</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>${FOREVER}`,
      code: 'ErrorCalendarOutOfRange',
    },
    {
      what: 'no occurrence at all',
      content: `${WEEKLY}<t:NumberedRecurrence><t:StartDate>2026-12-01</t:StartDate><t:NumberOfOccurrences>0</t:NumberOfOccurrences></t:NumberedRecurrence>`,
      code: 'ErrorCalendarOutOfRange',
    },
    {
      what: 'an end after Exchange’s last day',
      content: `${WEEKLY}<t:EndDateRecurrence><t:StartDate>2026-12-01</t:StartDate><t:EndDate>4500-09-01</t:EndDate></t:EndDateRecurrence>`,
      code: 'ErrorRecurrenceEndDateTooBig',
    },
    {
      what: 'a set of days in a week',
      content: `${WEEKLY.replace('Tuesday Monday', 'Weekday')}${FOREVER}`,
      code: 'ErrorCalendarInvalidDayForWeeklyRecurrence',
    },
    { what: 'a day that there is not', content: daily('1').replace('12-01', '02-30'), code: 'ErrorSchemaValidation' },
    { what: 'a pattern without a range', content: WEEKLY, code: 'ErrorSchemaValidation' },
    {
      what: 'parts in another order',
      content: `<t:AbsoluteYearlyRecurrence><t:Month>May</t:Month><t:DayOfMonth>1</t:DayOfMonth></t:AbsoluteYearlyRecurrence>${FOREVER}`,
      code: 'ErrorSchemaValidation',
    },
  ])('refuses $what', ({ content, code }) => {
    expect(refusalOf(() => read(content))).toBe(code);
  });

  it('has no code of its own for the days of a week before 2013 SP1', () => {
    const content = `${WEEKLY.replace('Tuesday Monday', 'Day')}${FOREVER}`;
    expect(refusalOf(() => read(content, 'Exchange2010_SP2'))).toBe('ErrorCalendarInvalidRecurrence');
  });
});

describe('writeRecurrence', () => {
  const auckland = knownZone('New Zealand Standard Time') ?? UTC;
  const range =
    '<t:EndDateRecurrence><t:StartDate>2026-12-01</t:StartDate><t:EndDate>2027-06-01</t:EndDate></t:EndDateRecurrence>';

  it('gives each date the offset that the zone has on it', () => {
    const written = writeRecurrence(read(WEEKLY + range), auckland, 'Exchange2016');
    expect(written).toContain(
      '<t:StartDate>2026-12-01+13:00</t:StartDate><t:EndDate>2027-06-01+12:00</t:EndDate></t:EndDateRecurrence>',
    );
    expect(writeRecurrence(read(WEEKLY + range), UTC, 'Exchange2016')).toContain('2026-12-01Z');
  });

  it('tells a client of Exchange 2007 nothing of the first day of the week', () => {
    const written = (version: Parameters<typeof readRecurrence>[1]) =>
      writeRecurrence(read(WEEKLY + range), UTC, version);
    expect(written('Exchange2007_SP1')).not.toContain('FirstDayOfWeek');
    expect(written('Exchange2010')).toContain('<t:FirstDayOfWeek>Sunday</t:FirstDayOfWeek>');
  });
});
