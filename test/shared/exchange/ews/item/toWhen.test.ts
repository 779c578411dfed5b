import { describe, expect, it } from 'vitest';
import { windowsClock } from '../../../../../shared/calendar/zones/windowsClock.ts';
import { ianaClock } from '../../../../../shared/calendar/zones/zoneClock.ts';
import {
  instantFromEws,
  isAllDay,
  occurrenceWhenFromEws,
  whenFromEws,
  zoneOfItem,
} from '../../../../../shared/exchange/ews/item/toWhen.ts';
import { readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';

const HOME = 'Europe/Helsinki';

function element(content: string): XmlElement {
  const root = readXml(`<CalendarItem>${content}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

const zone = (id: string) => zoneOfItem(element(`<StartTimeZone Id="${id}"/>`));
const single = (id: string, own = HOME) =>
  whenFromEws(
    element(`<Start>2026-12-01T07:00:00Z</Start><End>2026-12-01T08:00:00Z</End><StartTimeZone Id="${id}"/>`),
    own,
  );

describe('zoneOfItem', () => {
  it('is a Windows zone with its clock, which may be written back', () => {
    expect(zone('FLE Standard Time')).toEqual({
      name: 'FLE Standard Time',
      clock: windowsClock('FLE Standard Time'),
      isWindows: true,
    });
  });

  it('is an IANA zone where the item names one, which is no id of Windows to write back', () => {
    expect(zone('America/Nuuk')).toEqual({ name: 'America/Nuuk', clock: ianaClock('America/Nuuk'), isWindows: false });
  });

  it('is UTC by Exchange’s own name for it, which nobody may write', () => {
    expect(zone('tzone://Microsoft/Utc')).toMatchObject({ clock: ianaClock('UTC'), isWindows: false });
  });

  it.each(['tzone://Microsoft/Custom', 'Customized Time Zone', ''])('%j is no zone that anybody knows', (id) => {
    expect(zone(id)).toBeUndefined();
  });

  it('of Exchange 2007 is what the meeting says', () => {
    const named = (name: string) => zoneOfItem(element(`<MeetingTimeZone TimeZoneName="${name}"/>`));
    expect(named('Tokyo Standard Time')?.name).toBe('Tokyo Standard Time');
    expect(named('(GMT+02:00) Helsinki, Kyiv')).toBeUndefined();
    expect(zoneOfItem(element(''))).toBeUndefined();
  });
});

describe('the zone of a single event', () => {
  it.each([
    ['the mailbox’s own among those that share a Windows id', 'FLE Standard Time', HOME, HOME],
    ['else the one that CLDR names first', 'Tokyo Standard Time', HOME, 'Asia/Tokyo'],
    ['an id that no table has yet', 'British Columbia Standard Time', HOME, 'America/Vancouver'],
  ])('is %s', (_, id, own, timeZone) => {
    expect(single(id, own)).toMatchObject({ timeZone, windowsTimeZone: id });
  });
});

describe('whenFromEws', () => {
  it('a second pass of an hour has no name in local time and is written in UTC', () => {
    const times = '<Start>2026-10-25T01:30:00Z</Start><End>2026-10-25T02:30:00Z</End>';
    expect(whenFromEws(element(`${times}<StartTimeZone Id="FLE Standard Time"/>`), HOME)).toMatchObject({
      start: '2026-10-25T01:30:00',
      timeZone: 'UTC',
    });
  });

  it('without times there is none', () => {
    expect(whenFromEws(element('<Start>soon</Start><End>later</End>'), HOME)).toBeUndefined();
  });
});

describe('occurrenceWhenFromEws', () => {
  it('is local in the zone of the series, whatever the item says', () => {
    const times = '<Start>2026-12-01T21:00:00Z</Start><End>2026-12-01T22:30:00Z</End>';
    const occurrence = occurrenceWhenFromEws(
      element(`${times}<StartTimeZone Id="UTC"/>`),
      ianaClock('Pacific/Auckland'),
    );
    expect(occurrence).toEqual({ showWithoutTime: false, start: '2026-12-02T10:00:00', duration: 'PT1H30M' });
  });

  it('all-day it has the dates of that zone', () => {
    const days =
      '<Start>2026-12-01T11:00:00Z</Start><End>2026-12-03T11:00:00Z</End><IsAllDayEvent>true</IsAllDayEvent>';
    expect(occurrenceWhenFromEws(element(days), ianaClock('Pacific/Auckland'))).toEqual({
      showWithoutTime: true,
      start: '2026-12-02',
      duration: 'P2D',
    });
  });

  it('without times there is none', () => {
    expect(occurrenceWhenFromEws(element(''), ianaClock(HOME))).toBeUndefined();
  });
});

describe('instantFromEws', () => {
  it('takes Z, offsets and fractions, and nothing without a zone', () => {
    const noon = Date.parse('2026-12-01T12:00:00Z');
    for (const text of ['2026-12-01T12:00:00Z', '2026-12-01T14:00:00+02:00', '2026-12-01T12:00:00.000000Z']) {
      expect(instantFromEws(text)).toBe(noon);
    }
    for (const text of ['2026-12-01T12:00:00', '2026-13-01T12:00:00Z', 'now', undefined]) {
      expect(instantFromEws(text)).toBeUndefined();
    }
  });
});

describe('isAllDay', () => {
  it('is what the item says', () => {
    expect(isAllDay(element('<IsAllDayEvent>true</IsAllDayEvent>'))).toBe(true);
    expect([isAllDay(element('<IsAllDayEvent>false</IsAllDayEvent>')), isAllDay(element(''))]).toEqual([false, false]);
  });
});
