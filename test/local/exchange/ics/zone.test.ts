// The time zones of .ics files: by name, by definition, of the start and of the end. A zone that nobody knows is never
// UTC in silence.
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import { calendarOf, definition, openPerson, stored, vevent } from './icsText.ts';

const instants = (text: string) => stored(text).map(({ start, end }) => [start, end]);

describe('the end of an event', () => {
  it.each([
    ['America/New_York:20261210T180000', 'Europe/Helsinki:20261211T090000', 8],
    ['Europe/Helsinki:20261210T160000', 'America/New_York:20261210T180000', 9],
    ['Asia/Tokyo:20261210T210000', 'Pacific/Honolulu:20261210T090000', 7],
  ])('is read in its own zone: %s to %s lasts %i hours', (start, end, hours) => {
    const [item] = stored(calendarOf(vevent(`DTSTART;TZID=${start}`, `DTEND;TZID=${end}`)));
    expect((Date.parse(item?.end ?? '') - Date.parse(item?.start ?? '')) / 3_600_000).toBe(hours);
  });

  it('in UTC or without a zone is read beside a start with a zone', () => {
    const start = 'DTSTART;TZID=Europe/Helsinki:20261210T160000';
    const expected = [['2026-12-10T14:00:00.000Z', '2026-12-10T15:00:00.000Z']];
    expect(instants(calendarOf(vevent(start, 'DTEND:20261210T150000Z')))).toEqual(expected);
    expect(instants(calendarOf(vevent(start, 'DTEND:20261210T170000')))).toEqual(expected);
  });

  it('of a series in another zone counts where both zones change their clocks together, else the series is left out', () => {
    const series = (end: string) =>
      loadIcs(
        calendarOf(
          vevent('DTSTART;TZID=Europe/Helsinki:20261210T160000', `DTEND;TZID=${end}`, 'RRULE:FREQ=WEEKLY;COUNT=30'),
        ),
      );
    expect(series('Europe/London:20261210T150000').items).toHaveLength(1);
    expect(series('America/New_York:20261210T180000')).toEqual({
      items: [],
      remarks: [{ uid: 'a', remark: expect.stringContaining('ends in another time zone') }],
    });
  });

  it('after hours is exact, after days is a time of day', () => {
    const before = 'DTSTART;TZID=Europe/Helsinki:20261024T120000';
    expect(instants(calendarOf(vevent(before, 'DURATION:PT24H')))[0]?.[1]).toBe('2026-10-25T09:00:00.000Z');
    expect(instants(calendarOf(vevent(before, 'DURATION:P1D')))[0]?.[1]).toBe('2026-10-25T10:00:00.000Z');
  });
});

describe('a zone that its definition explains', () => {
  const central = { standard: '+0100', daylight: '+0200' };

  it.each([
    'Customized Time Zone',
    '(GMT+01.00) Sarajevo/Warsaw/Zagreb',
    'Mitteleuropäische Zeit',
    '(UTC+01:00) Bern, Rome',
  ])('%s: a weekly series keeps its time of day in summer', (name) => {
    const event = vevent(
      `DTSTART;TZID="${name}":20270105T090000`,
      `DTEND;TZID="${name}":20270105T100000`,
      'RRULE:FREQ=WEEKLY;COUNT=30',
    );
    const { items, remarks } = loadIcs(calendarOf(definition(name, central), event));
    expect(remarks).toEqual([]);
    const master = openPerson().create(items[0] ?? { start: '', end: '' });
    const summer = occurrencesBetween(master, Date.UTC(2027, 5, 1), Date.UTC(2027, 5, 3));
    expect(summer.map(({ start }) => new Date(start).toISOString())).toEqual(['2027-06-01T07:00:00.000Z']);
  });

  it('with a colon in its name is understood without quotes too', () => {
    const name = '(UTC+01:00) Amsterdam';
    const text = calendarOf(definition(name, central), vevent(`DTSTART;TZID=${name}:20270705T090000`));
    expect(instants(text)).toEqual([['2027-07-05T07:00:00.000Z', '2027-07-05T07:00:00.000Z']]);
  });

  it('is meant where its name is that of a fixed offset ("GMT" with a summer time)', () => {
    const text = calendarOf(
      definition('GMT', { standard: '+0000', daylight: '+0100' }),
      vevent('DTSTART;TZID=GMT:20270705T090000'),
    );
    expect(instants(text)[0]?.[0]).toBe('2027-07-05T08:00:00.000Z');
  });

  it('of a place does not count where it is cut short or outdated', () => {
    const text = calendarOf(
      definition('Europe/Helsinki', { standard: '+0200' }),
      vevent('DTSTART;TZID=Europe/Helsinki:20270705T090000'),
    );
    expect(instants(text)[0]?.[0]).toBe('2027-07-05T06:00:00.000Z');
  });

  it('of a place counts where it has nothing in common with it', () => {
    const text = calendarOf(
      definition('Europe/Helsinki', { standard: '-0500' }),
      vevent('DTSTART;TZID=Europe/Helsinki:20270705T090000'),
    );
    expect(instants(text)[0]?.[0]).toBe('2027-07-05T14:00:00.000Z');
  });

  it('and that Windows does not have keeps a single event at its moment, with a remark, and leaves a series out', () => {
    const odd = definition('Odd', { standard: '+0017' });
    const single = calendarOf(odd, vevent('DTSTART;TZID=Odd:20270105T090000'));
    expect(instants(single)[0]?.[0]).toBe('2027-01-05T08:43:00.000Z');
    expect(loadIcs(single).remarks).toEqual([
      { uid: 'a', remark: expect.stringContaining('Windows has no time zone') },
    ]);
    const { items, remarks } = loadIcs(
      calendarOf(odd, vevent('DTSTART;TZID=Odd:20270105T090000', 'RRULE:FREQ=DAILY;COUNT=2')),
    );
    expect([items, remarks.at(-1)?.remark]).toEqual([[], expect.stringContaining('a series in the time zone "Odd"')]);
  });

  it('counts after 2035 too', () => {
    const text = calendarOf(definition('Mine', central), vevent('DTSTART;TZID=Mine:20600705T090000'));
    expect(instants(text)[0]?.[0]).toBe('2060-07-05T07:00:00.000Z');
  });
});

describe('a zone by its name', () => {
  it.each([
    '/freeassociation.sourceforge.net/America/Indiana/Indianapolis',
    '/mozilla.org/20050126_1/America/Indiana/Indianapolis',
    'america/indiana/indianapolis',
    'US Eastern Standard Time',
  ])('%s is found', (name) => {
    expect(instants(calendarOf(vevent(`DTSTART;TZID=${name}:20270705T090000`)))[0]?.[0]).toBe(
      '2027-07-05T13:00:00.000Z',
    );
  });

  it('that nobody knows leaves the event out, with a remark', () => {
    const { items, remarks } = loadIcs(calendarOf(vevent('DTSTART;TZID=Eastern Standard Time 1:20270705T090000')));
    expect([items, remarks]).toEqual([
      [],
      [{ uid: 'a', remark: 'left out because nobody defines its time zone "Eastern Standard Time 1"' }],
    ]);
  });

  it('of no kind is read in the zone of the calendar, and with a remark where the calendar names none', () => {
    const event = vevent('DTSTART:20270705T090000');
    expect(loadIcs(calendarOf('X-WR-TIMEZONE:Europe/Helsinki', event)).remarks).toEqual([]);
    expect(instants(calendarOf('X-WR-TIMEZONE:Europe/Helsinki', event))[0]?.[0]).toBe('2027-07-05T06:00:00.000Z');
    expect(loadIcs(calendarOf(event)).remarks).toEqual([
      { uid: 'a', remark: 'a time without a time zone, read in UTC' },
    ]);
    const only = definition('Mine', { standard: '+0100', daylight: '+0200' });
    expect(instants(calendarOf(only, event))[0]?.[0]).toBe('2027-07-05T07:00:00.000Z');
  });

  it('is right to the minute in every zone and year', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const minutes = fc.date({
      min: new Date('1900-01-02T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, date) => {
        const local = `${date.toISOString().slice(0, 16)}:00`;
        const compact = local.replaceAll(/[-:]/g, '');
        const meant = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
        expect(instants(calendarOf(vevent(`DTSTART;TZID=${zone}:${compact}`)))[0]?.[0]).toBe(
          new Date(meant).toISOString(),
        );
      }),
      { numRuns: 60 },
    );
  });
});
