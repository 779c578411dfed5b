// Dates, times, rules and reminders of .ics files as people have them.
import { describe, expect, it } from 'vitest';
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import { calendarOf, definition, openPerson, stored, vevent } from './icsText.ts';

const HELSINKI = 'X-WR-TIMEZONE:Europe/Helsinki';
const read = (...lines: readonly string[]) => loadIcs(calendarOf(HELSINKI, vevent(...lines)));
const remarkOf = (...lines: readonly string[]) => read(...lines).remarks.map(({ remark }) => remark);
const days = (...lines: readonly string[]) => {
  const [event = { start: '', end: '' }] = read(...lines).items;
  return occurrencesBetween(openPerson().create(event), Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1))
    .map(({ start }) => new Date(start).toISOString().slice(0, 10))
    .sort();
};

describe('UNTIL', () => {
  const start = 'DTSTART;TZID=Europe/Helsinki:20261201T090000';
  it.each([
    { until: '20261204T065959Z', last: '2026-12-03', why: 'before the occurrence of that day' },
    { until: '20261204T070000Z', last: '2026-12-04', why: 'at the occurrence itself' },
    { until: '20261203T220000Z', last: '2026-12-03', why: 'at midnight in the zone of the series' },
    { until: '20261204T085959', last: '2026-12-03', why: 'in local time' },
    { until: '20261204', last: '2026-12-04', why: 'a date' },
  ])('$until, $why: the last occurrence is on $last', ({ until, last }) => {
    expect(days(start, 'DURATION:PT1H', `RRULE:FREQ=DAILY;UNTIL=${until}`).at(-1)).toBe(last);
  });

  it.each([
    { until: '20261204', last: '2026-12-05T00:00' },
    { until: '20261204T000000Z', last: '2026-12-05T00:00' },
    { until: '20261204T235959Z', last: '2026-12-05T00:00' },
    { until: '20261203T220000Z', last: '2026-12-05T00:00' },
    { until: '20261204T215959Z', last: '2026-12-05T00:00' },
  ])('$until of an all-day series names its last date', ({ until }) => {
    const [event] = read('DTSTART;VALUE=DATE:20261201', `RRULE:FREQ=DAILY;UNTIL=${until}`).items;
    expect(event?.recurrence?.end).toEqual({ kind: 'EndDate', endDate: '2026-12-04' });
  });
});

describe('an all-day event', () => {
  const allDay = (...lines: readonly string[]) =>
    read(...lines).items.map(({ isAllDay, start, end }) => [isAllDay, start, end]);
  const day = [[true, '2026-11-20T00:00:00', '2026-11-21T00:00:00']];

  it.each([
    ['a bare date', ['DTSTART:20261120']],
    ['a bare date with a zone', ['DTSTART;TZID=Europe/Helsinki:20261120', 'DTEND;TZID=Europe/Helsinki:20261121']],
    ['an end on the same date', ['DTSTART;VALUE=DATE:20261120', 'DTEND;VALUE=DATE:20261120']],
    ['a duration in hours', ['DTSTART;VALUE=DATE:20261120', 'DURATION:PT24H']],
    [
      'Outlook’s mark',
      [
        'DTSTART;TZID=Asia/Tokyo:20261120T000000',
        'DTEND;TZID=Asia/Tokyo:20261121T000000',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ],
    ],
    [
      'Outlook’s mark, times in UTC',
      ['DTSTART:20261119T220000Z', 'DTEND:20261120T220000Z', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE'],
    ],
    [
      'Hotmail’s mark',
      ['DTSTART:20261120T000000', 'DTEND:20261121T000000', 'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:true'],
    ],
    ['dates in long form', ['DTSTART:2026-11-20', 'DTEND:2026-11-21']],
  ])('is read from %s', (_, lines) => {
    expect(allDay(...lines)).toEqual(day);
    expect(remarkOf(...lines)).toEqual([]);
  });

  it('by mark keeps its times and gets a remark where it is not from midnight to midnight', () => {
    const lines = ['DTSTART:20261120T080000Z', 'DTEND:20261120T100000Z', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE'];
    expect(allDay(...lines)).toEqual([[false, '2026-11-20T08:00:00.000Z', '2026-11-20T10:00:00.000Z']]);
    expect(remarkOf(...lines)).toEqual([expect.stringContaining('marked as all-day')]);
  });

  it('by mark is a series whose excluded and changed occurrences are found by their dates', () => {
    const zone = 'TZID=Asia/Tokyo';
    const series = [
      `DTSTART;${zone}:20261120T000000`,
      `DTEND;${zone}:20261121T000000`,
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    ];
    const text = calendarOf(
      HELSINKI,
      vevent(...series, 'RRULE:FREQ=DAILY;COUNT=4', `EXDATE;${zone}:20261121T000000`),
      vevent(
        `RECURRENCE-ID;${zone}:20261122T000000`,
        `DTSTART;${zone}:20261122T090000`,
        `DTEND;${zone}:20261122T100000`,
      ),
    );
    expect(loadIcs(text)).toMatchObject({
      items: [
        {
          deletions: ['2026-11-21'],
          exceptions: { '2026-11-22': { isAllDay: false, start: '2026-11-22T00:00:00.000Z' } },
        },
      ],
      remarks: [],
    });
  });
});

describe('an impossible date', () => {
  it.each([
    ['DTSTART:20260230T100000Z', '2026-02-30T10:00:00Z'],
    ['DTSTART;VALUE=DATE:20261301', '2026-13-01'],
    ['DTSTART:20261120T250000Z', '2026-11-20T25:00:00Z'],
    ['DTSTART:00000000T000000Z', '0000-00-00T00:00:00Z'],
    ['DTSTART:', ''],
    ['DTSTART:tomorrow', ''],
  ])('%s leaves the event out with a remark', (line, shown) => {
    expect(read(line).items).toEqual([]);
    expect(remarkOf(line)).toEqual([expect.stringContaining(`no such date or time as ${shown}`)]);
  });

  it.each(['DTEND:20260231T100000Z', 'RRULE:FREQ=DAILY;UNTIL=20260230T100000Z'])('as of %s does so too', (line) => {
    expect(read('DTSTART:20260201T100000Z', line).items).toEqual([]);
  });

  it('that is excluded from a series costs nothing but a remark', () => {
    const lines = [
      'DTSTART:20261201T090000Z',
      'RRULE:FREQ=DAILY;COUNT=3',
      'EXDATE:20261202T090000Z',
      'EXDATE:20261131T090000Z',
    ];
    expect(days(...lines)).toEqual(['2026-12-01', '2026-12-03']);
    expect(remarkOf(...lines)).toEqual(['an excluded date that does not exist, ignored']);
  });

  it('is not midnight at the end of a day', () => {
    expect(stored(calendarOf(vevent('DTSTART:20261120T220000Z', 'DTEND:20261120T240000Z')))[0]?.end).toBe(
      '2026-11-21T00:00:00.000Z',
    );
  });

  it('is an end before the start, or a start that is missing', () => {
    expect(remarkOf('DTSTART:20261120T100000Z', 'DTEND:20261120T090000Z')).toEqual([
      expect.stringContaining('an end before the start'),
    ]);
    expect(remarkOf('DTSTART:20261120T100000Z', 'DURATION:-PT1H')).toEqual([
      expect.stringContaining('an end before the start'),
    ]);
    expect(remarkOf('SUMMARY:some day')).toEqual(['left out because it has no start']);
  });
});

describe('a rule', () => {
  const start = 'DTSTART:20261201T090000Z';
  it.each(['RRULE:', 'RRULE: ', 'RRULE:;', 'EXDATE:', 'RDATE:'])('%s says nothing: the event is single', (line) => {
    expect(read(start, line)).toMatchObject({ items: [{ uid: 'a' }], remarks: [] });
    expect(read(start, line).items[0]?.recurrence).toBeUndefined();
  });

  it.each(['RRULE:freq=daily;count=2', 'RRULE:FREQ=DAILY;COUNT=2;', 'RRULE:FREQ=DAILY; COUNT=2'])(
    '%s is understood',
    (line) => {
      expect(days(start, line)).toEqual(['2026-12-01', '2026-12-02']);
    },
  );

  it.each([
    ['RRULE:FREQ=SOMETIMES', 'cannot be read'],
    ['RRULE:COUNT=3', 'its rule cannot be read'],
    ['RRULE:FREQ=DAILY;COUNT=0', 'its rule has no occurrence'],
    ['RRULE:FREQ=DAILY;COUNT=3;UNTIL=20261210', 'both a number and a last date'],
    ['RRULE:FREQ=DAILY;UNTIL=20261101', 'Exchange does not hold'],
    ['EXRULE:FREQ=WEEKLY', 'several rules'],
  ])('%s leaves the event out: %s', (line, reason) => {
    expect(read(start, line).items).toEqual([]);
    expect(remarkOf(start, line)).toEqual([expect.stringContaining(reason)]);
  });

  it('in a defined zone keeps its day of the week', () => {
    const zone = definition('Mine', { standard: '+0100', daylight: '+0200' });
    const event = vevent('DTSTART;TZID=Mine:20261201T003000', 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(loadIcs(calendarOf(zone, event)).items[0]?.recurrence?.pattern).toMatchObject({ days: ['Tuesday'] });
  });
});

describe('a reminder', () => {
  const event = ['DTSTART:20261120T090000Z', 'DTEND:20261120T100000Z'];
  const alarm = (...triggers: readonly string[]) =>
    triggers.flatMap((trigger) => ['BEGIN:VALARM', 'ACTION:DISPLAY', trigger, 'END:VALARM']);

  it.each([
    ['TRIGGER:-PT30M', 30],
    ['TRIGGER:PT0S', 0],
    ['TRIGGER;RELATED=END:-PT90M', 30],
    ['TRIGGER;VALUE=DATE-TIME:20261120T083000Z', 30],
    ['TRIGGER:20261120T083000Z', 30],
  ])('%s is %i minutes before the start', (trigger, minutes) => {
    expect(read(...event, ...alarm(trigger))).toMatchObject({ items: [{ reminderMinutes: minutes }], remarks: [] });
  });

  it.each([
    ['TRIGGER:PT10M', 'a reminder after the start, left out'],
    ['TRIGGER;RELATED=END:-PT30M', 'a reminder after the start, left out'],
    ['TRIGGER;RELATED=END:PT0S', 'a reminder after the start, left out'],
    ['TRIGGER;VALUE=DATE-TIME:20261120T093000Z', 'a reminder after the start, left out'],
    ['TRIGGER:-P3650D', 'a reminder more than five years before the start, left out'],
    ['TRIGGER:soon', 'a reminder that cannot be read, left out'],
    ['X-NONE:1', 'a reminder that cannot be read, left out'],
  ])('%s costs the reminder, not the event', (trigger, remark) => {
    const { items, remarks } = read(...event, ...alarm(trigger));
    expect(items).toMatchObject([{ reminderMinutes: null }]);
    expect(remarks).toEqual([{ uid: 'a', remark }]);
  });

  it('is the first of several that Exchange can hold', () => {
    expect(read(...event, ...alarm('TRIGGER:PT5M', 'TRIGGER:-PT15M', 'TRIGGER:-P1D'))).toMatchObject({
      items: [{ reminderMinutes: 15 }],
      remarks: [
        { remark: 'a reminder after the start, left out' },
        { remark: expect.stringContaining('several reminders') },
      ],
    });
  });

  it('is none where the alarm does nothing', () => {
    const off = ['BEGIN:VALARM', 'ACTION:NONE', 'TRIGGER;VALUE=DATE-TIME:19760401T005545Z', 'END:VALARM'];
    expect(read(...event, ...off)).toMatchObject({ items: [{ reminderMinutes: null }], remarks: [] });
  });

  it('at one moment says nothing about a series', () => {
    const { items, remarks } = read(...event, 'RRULE:FREQ=DAILY;COUNT=2', ...alarm('TRIGGER:20261120T083000Z'));
    expect([items[0]?.reminderMinutes, remarks]).toEqual([
      null,
      [{ uid: 'a', remark: expect.stringContaining('at one moment') }],
    ]);
  });
});
