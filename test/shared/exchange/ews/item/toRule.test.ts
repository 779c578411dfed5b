import { describe, expect, it } from 'vitest';
import type { RecurrenceRule } from '../../../../../shared/calendar/event.ts';
import { ruleFromEws } from '../../../../../shared/exchange/ews/item/toRule.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';

const NO_END = '<NoEndRecurrence><StartDate>2026-12-01</StartDate></NoEndRecurrence>';

function rule(content: string, start = '2026-12-01'): RecurrenceRule | undefined {
  return ruleFromEws(readXml(`<Recurrence>${content}</Recurrence>`), start);
}

const pattern = (name: string, content: string, start?: string) =>
  rule(`<${name}Recurrence>${content}</${name}Recurrence>${NO_END}`, start);

describe('ruleFromEws', () => {
  it('reads a pattern of days and weeks', () => {
    expect(pattern('Daily', '<Interval>3</Interval>')).toEqual({
      frequency: 'daily',
      interval: 3,
      end: { kind: 'never' },
    });
    const weekly = '<Interval>2</Interval><DaysOfWeek>Wednesday Monday</DaysOfWeek>';
    expect(pattern('Weekly', `${weekly}<FirstDayOfWeek>Monday</FirstDayOfWeek>`)).toMatchObject({
      frequency: 'weekly',
      interval: 2,
      firstDayOfWeek: 'mo',
      byDay: [{ day: 'mo' }, { day: 'we' }],
    });
  });

  it('without its first day a week begins on Sunday, as before Exchange 2010 SP1', () => {
    const weekly = '<Interval>2</Interval><DaysOfWeek>Sunday Tuesday</DaysOfWeek>';
    expect(pattern('Weekly', weekly)).toMatchObject({ firstDayOfWeek: 'su' });
  });

  it('a set of days in a weekly pattern is each of them', () => {
    const days = (name: string) =>
      pattern('Weekly', `<Interval>1</Interval><DaysOfWeek>${name}</DaysOfWeek>`)?.byDay?.map(({ day }) => day);
    expect(days('Weekday')).toEqual(['mo', 'tu', 'we', 'th', 'fr']);
    expect(days('WeekendDay')).toEqual(['sa', 'su']);
    expect(days('Day')).toHaveLength(7);
  });

  it('a day that a month may lack means its last one', () => {
    const monthly = pattern('AbsoluteMonthly', '<Interval>1</Interval><DayOfMonth>31</DayOfMonth>');
    expect(monthly).toMatchObject({ frequency: 'monthly', byMonthDay: [31], skip: 'backward' });
    expect(pattern('AbsoluteMonthly', '<Interval>2</Interval><DayOfMonth>15</DayOfMonth>')).not.toHaveProperty('skip');
  });

  it('reads a pattern of weekdays in the month', () => {
    const relative = (day: string, index: string) =>
      pattern(
        'RelativeMonthly',
        `<Interval>1</Interval><DaysOfWeek>${day}</DaysOfWeek><DayOfWeekIndex>${index}</DayOfWeekIndex>`,
      );
    expect(relative('Friday', 'Last')).toMatchObject({ byDay: [{ day: 'fr', nthOfPeriod: -1 }] });
    expect(relative('Weekday', 'First')).toMatchObject({ bySetPosition: [1] });
    expect(relative('Day', 'Last')).toMatchObject({ byMonthDay: [-1] });
  });

  it('a yearly pattern is one of twelve months, in the month of the start', () => {
    const absolute = '<DayOfMonth>24</DayOfMonth><Month>December</Month>';
    expect(pattern('AbsoluteYearly', absolute, '2026-12-24')).toMatchObject({
      frequency: 'yearly',
      interval: 1,
      byMonth: [12],
      byMonthDay: [24],
    });
    const relative = '<DaysOfWeek>Thursday</DaysOfWeek><DayOfWeekIndex>Fourth</DayOfWeekIndex><Month>November</Month>';
    expect(pattern('RelativeYearly', relative, '2026-11-26')).toMatchObject({
      byMonth: [11],
      byDay: [{ day: 'th', nthOfPeriod: 4 }],
    });
  });

  it('reads every end, and of a date with an offset the date', () => {
    const daily = '<DailyRecurrence><Interval>1</Interval></DailyRecurrence>';
    const end = (range: string) => rule(daily + range)?.end;
    expect(end(NO_END)).toEqual({ kind: 'never' });
    expect(end('<NumberedRecurrence><NumberOfOccurrences>5</NumberOfOccurrences></NumberedRecurrence>')).toEqual({
      kind: 'count',
      count: 5,
    });
    for (const offset of ['', 'Z', '+13:00', '-08:00', 'T00:00:00Z']) {
      const range = `<EndDateRecurrence><EndDate>2027-01-31${offset}</EndDate></EndDateRecurrence>`;
      expect(end(range)).toEqual({ kind: 'until', until: '2027-01-31' });
    }
  });

  it.each([
    ['nothing', ''],
    ['a pattern of tasks', `<DailyRegeneration><Interval>1</Interval></DailyRegeneration>${NO_END}`],
    ['an interval of nothing', `<DailyRecurrence><Interval>0</Interval></DailyRecurrence>${NO_END}`],
    ['an interval that is no number', `<DailyRecurrence><Interval>1e1</Interval></DailyRecurrence>${NO_END}`],
    [
      'an unknown day',
      `<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Monday Someday</DaysOfWeek></WeeklyRecurrence>${NO_END}`,
    ],
    ['no days', `<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek/></WeeklyRecurrence>${NO_END}`],
    [
      'an unknown index',
      `<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>Monday</DaysOfWeek><DayOfWeekIndex>Fifth</DayOfWeekIndex></RelativeMonthlyRecurrence>${NO_END}`,
    ],
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty'].flatMap((name): [string, string][] => [
      [
        `a day named ${name}`,
        `<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>${name}</DaysOfWeek></WeeklyRecurrence>${NO_END}`,
      ],
      [
        `a first day of the week named ${name}`,
        `<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Monday</DaysOfWeek><FirstDayOfWeek>${name}</FirstDayOfWeek></WeeklyRecurrence>${NO_END}`,
      ],
      [
        `a day of the month named ${name}`,
        `<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>${name}</DaysOfWeek><DayOfWeekIndex>First</DayOfWeekIndex></RelativeMonthlyRecurrence>${NO_END}`,
      ],
      [
        `an index named ${name}`,
        `<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>Monday</DaysOfWeek><DayOfWeekIndex>${name}</DayOfWeekIndex></RelativeMonthlyRecurrence>${NO_END}`,
      ],
    ]),
    ['no range', '<DailyRecurrence><Interval>1</Interval></DailyRecurrence>'],
    ['an unknown range', '<DailyRecurrence><Interval>1</Interval></DailyRecurrence><Forever/>'],
  ])('%s is no rule', (_, content) => {
    expect(rule(content)).toBeUndefined();
  });
});
