// Files in the ways of their makers: Outlook, CDO, Lotus Notes, Google, Apple, Mozilla, airlines. Each is read as its
// maker meant it.
import { describe, expect, it } from 'vitest';
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import { calendarOf, openPerson, stored, vevent } from './icsText.ts';

/** The starts, in UTC, of all occurrences of the first event of the file. */
function starts(text: string): string[] {
  const [event = { start: '', end: '' }] = loadIcs(text).items;
  const item = openPerson().create(event);
  return occurrencesBetween(item, Date.UTC(2000, 0, 1), Date.UTC(2040, 0, 1)).map(({ start }) =>
    new Date(start).toISOString().slice(0, 16),
  );
}

const part = (kind: string, [from, to]: readonly [string, string], ...lines: readonly string[]) => [
  `BEGIN:${kind}`,
  ...lines,
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  `END:${kind}`,
];
const zone = (name: string, ...lines: readonly string[]) =>
  ['BEGIN:VTIMEZONE', `TZID:${name}`, ...lines, 'END:VTIMEZONE'].join('\r\n');

const american = (name: string, standard: string, daylight: string) =>
  zone(
    name,
    ...part('STANDARD', [daylight, standard], 'DTSTART:19501029T020000', 'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11'),
    ...part('DAYLIGHT', [standard, daylight], 'DTSTART:19500402T020000', 'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3'),
  );
const WEEKLY = 'RRULE:FREQ=WEEKLY;COUNT=30';
/** A series that begins in winter at nine, in a zone with a definition. */
const inWinter = (name: string, definition: string) =>
  starts(calendarOf(definition, vevent(`DTSTART;TZID="${name}":20270105T090000`, WEEKLY)));

describe('a weekly series keeps its time of day', () => {
  it.each([
    ['Lotus Notes', 'Eastern', '-0500', '-0400', ['2027-01-05T14:00', '2027-07-27T13:00']],
    ['CDO', 'GMT -0500 (Standard) / GMT -0400 (Daylight)', '-0500', '-0400', ['2027-01-05T14:00', '2027-07-27T13:00']],
    ['an abbreviation that ICU knows', 'PST', '-0800', '-0700', ['2027-01-05T17:00', '2027-07-27T16:00']],
    ['an abbreviation of several zones', 'CST', '-0600', '-0500', ['2027-01-05T15:00', '2027-07-27T14:00']],
    ['one that ICU takes for Alaska', 'AST', '-0400', '-0300', ['2027-01-05T13:00', '2027-07-27T12:00']],
  ])('%s: %s', (_, name, standard, daylight, ends) => {
    const found = inWinter(name, american(name, standard, daylight));
    expect([found[0], found.at(-1)]).toEqual(ends);
  });

  it('by changes that are listed one by one', () => {
    const listed = zone(
      'Mine',
      ...part('STANDARD', ['+0300', '+0200'], 'DTSTART:20251026T040000', 'RDATE:20261025T040000,20271031T040000'),
      ...part(
        'DAYLIGHT',
        ['+0200', '+0300'],
        'DTSTART:20250330T030000',
        'RDATE:20260329T030000',
        'RDATE:20270328T030000',
      ),
    );
    const found = inWinter('Mine', listed);
    expect([found[0], found.at(-1)]).toEqual(['2027-01-05T07:00', '2027-07-27T06:00']);
  });

  it('where the winter is the time that is saved, as in Ireland', () => {
    const irish = zone(
      'Irish',
      ...part('STANDARD', ['+0000', '+0100'], 'DTSTART:19960331T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'),
      ...part('DAYLIGHT', ['+0100', '+0000'], 'DTSTART:19961027T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
    );
    const found = inWinter('Irish', irish);
    expect([found[0], found.at(-1)]).toEqual(['2027-01-05T09:00', '2027-07-27T08:00']);
  });

  it.each([
    ['Australia/Lord_Howe', '2027-01-04T22:00', '2027-07-26T22:30'],
    ['Europe/Kyiv', '2027-01-05T07:00', '2027-07-27T06:00'],
    ['Asia/Qyzylorda', '2027-01-05T04:00', '2027-07-27T04:00'],
    ['Pacific/Apia', '2027-01-04T20:00', '2027-07-26T20:00'],
    ['America/St_Johns', '2027-01-05T12:30', '2027-07-27T11:30'],
  ])('in %s', (name, first, last) => {
    const found = starts(calendarOf(vevent(`DTSTART;TZID=${name}:20270105T090000`, WEEKLY)));
    expect([found[0], found.at(-1)]).toEqual([first, last]);
  });

  it('while its zone changes its offset for good', () => {
    const found = starts(
      calendarOf(vevent('DTSTART;TZID=America/Caracas:20160401T090000', 'RRULE:FREQ=WEEKLY;COUNT=6')),
    );
    expect([found[0], found.at(-1)]).toEqual(['2016-04-01T13:30', '2016-05-06T13:00']);
  });
});

describe('a zone that stands for nothing', () => {
  it.each(['PST', 'IST', 'BST', 'CST', 'EST9', 'Auto-Detected', '+0300'])(
    '%s leaves the event out, by that name',
    (name) => {
      expect(loadIcs(calendarOf(vevent(`DTSTART;TZID=${name}:20270705T090000`)))).toEqual({
        items: [],
        remarks: [{ uid: 'a', remark: `left out because nobody defines its time zone "${name}"` }],
      });
    },
  );

  it('costs no other event', () => {
    const bad = vevent('UID:bad', 'DTSTART;TZID=PST:20270705T090000', WEEKLY);
    expect(loadIcs(calendarOf(bad, vevent('UID:good', 'DTSTART:20270705T090000Z'))).items).toMatchObject([
      { uid: 'good' },
    ]);
  });

  it('of a series is told once', () => {
    const text = calendarOf(vevent('DTSTART;TZID=Antarctica/Troll:20270105T090000', WEEKLY));
    expect(loadIcs(text).remarks).toEqual([
      {
        uid: 'a',
        remark: expect.stringContaining('left out because Exchange does not hold a series in the time zone'),
      },
    ]);
  });
});

describe('excluded dates', () => {
  const daily = 'RRULE:FREQ=DAILY;COUNT=4';
  const days = (...lines: readonly string[]) =>
    starts(calendarOf(vevent(...lines, daily))).map((at) => at.slice(8, 10));

  it.each([
    ['in UTC', 'EXDATE:20270707T010000Z,20270708T010000Z'],
    ['as dates', 'EXDATE;VALUE=DATE:20270706,20270707'],
    ['in another zone', 'EXDATE;TZID=Europe/Helsinki:20270707T040000,20270708T040000'],
    ['without a zone, on two lines', 'EXDATE:20270706T210000\r\nEXDATE:20270707T210000'],
  ])('%s: an evening in New York', (_, line) => {
    expect(days('DTSTART;TZID=America/New_York:20270705T210000', 'DURATION:PT1H', line)).toEqual(['06', '09']);
  });

  it.each([
    ['in UTC', 'EXDATE:20270706T000000Z'],
    ['in a zone to the east, as Exchange writes it', 'EXDATE;TZID=Europe/Helsinki:20270706T000000'],
    ['in a zone to the west', 'EXDATE;TZID=America/New_York:20270706T000000'],
    ['without a zone', 'EXDATE:20270706T000000'],
    ['as a date', 'EXDATE;VALUE=DATE:20270706'],
  ])('by midnight %s: whole days', (_, line) => {
    expect(days('DTSTART;VALUE=DATE:20270705', line)).toEqual(['05', '07', '08']);
  });

  it('by a moment: whole days in the zone of the calendar', () => {
    const series = vevent('DTSTART;VALUE=DATE:20270705', daily, 'EXDATE:20270705T210000Z');
    expect(loadIcs(calendarOf('X-WR-TIMEZONE:Europe/Helsinki', series)).items[0]?.deletions).toEqual(['2027-07-06']);
  });
});

describe('how a file is written', () => {
  const plain = calendarOf(vevent('DTSTART;TZID=Europe/Helsinki:20270705T090000', 'DURATION:PT1H', 'SUMMARY:visit'));

  it.each([
    ['with line feeds', plain.replaceAll('\r\n', '\n')],
    ['with carriage returns', plain.replaceAll('\r\n', '\r')],
    ['with both and one more', plain.replaceAll('\r\n', '\r\r\n')],
    ['in small letters', plain.toLowerCase()],
    [
      'in small letters, in UTC',
      plain.replace(';TZID=Europe/Helsinki:20270705T09', ':20270705T06').replace('000\r', '000Z\r').toLowerCase(),
    ],
    ['with a folded parameter', plain.replace('Europe/', 'Europe\r\n /')],
    ['folded with tabs', plain.replace('vis', 'vi\r\n\ts')],
    ['with a quoted zone', plain.replace('Europe/Helsinki', '"Europe/Helsinki"')],
    ['with the type of the value', plain.replace('DTSTART;', 'DTSTART;VALUE=DATE-TIME;')],
    ['with other parts', plain.replace('BEGIN:VEVENT', 'BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nBEGIN:VEVENT')],
  ])('%s makes no difference', (_, text) => {
    expect(loadIcs(text).remarks).toEqual([]);
    expect(stored(text)).toMatchObject([
      { subject: 'visit', start: '2027-07-05T06:00:00.000Z', end: '2027-07-05T07:00:00.000Z' },
    ]);
  });

  it.each([
    ['Apple says that there is none', 'ACTION:NONE', 'TRIGGER;VALUE=DATE-TIME:19760401T005545Z', null],
    ['Apple counts days and hours', 'ACTION:AUDIO', 'TRIGGER:-P1DT15H', 2340],
    ['small letters', 'action:display', 'trigger;related=start:-pt15m', 15],
    ['Google writes each unit', 'ACTION:EMAIL', 'TRIGGER:-P0DT0H30M0S', 30],
  ])('a reminder: %s', (_, action, trigger, minutes) => {
    const alarm = ['BEGIN:VALARM', action, trigger, 'END:VALARM'];
    expect(stored(calendarOf(vevent('DTSTART:20270705T090000Z', ...alarm)))[0]?.reminder).toBe(minutes);
  });
});

it('a cancellation counts for the revision that it names', () => {
  const cancelled = (sequence: number) =>
    calendarOf('METHOD:CANCEL', vevent('DTSTART:20270705T090000Z', `SEQUENCE:${sequence}`));
  const event = calendarOf(vevent('DTSTART:20270705T090000Z', 'SEQUENCE:2'));
  expect(loadIcs(event + cancelled(1)).items).toHaveLength(1);
  expect(loadIcs(event + cancelled(2)).items).toEqual([]);
});
