// Whole .ics files as people have them: no event costs another one, and no file is refused for one event.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCalendarFile } from '../../../../local/calendarFile.ts';
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { calendarOf, definition, openPerson, stored, vevent } from './icsText.ts';

const START = 'DTSTART:20270104T090000Z';
const good = (uid: string, ...lines: readonly string[]) => vevent(`UID:${uid}`, `SUMMARY:${uid}`, START, ...lines);
const subjects = (text: string) => stored(text).map(({ subject }) => subject);

describe('one event that cannot be read or held', () => {
  it.each([
    ['longer than five years', vevent('UID:bad', 'DTSTART;VALUE=DATE:20270105', 'DTEND;VALUE=DATE:20330105')],
    ['without a start', vevent('UID:bad', 'SUMMARY:x')],
    ['with a broken rule', vevent('UID:bad', START, 'RRULE:FREQ=NEVER')],
    ['with an impossible date', vevent('UID:bad', 'DTSTART:20270230T090000Z')],
    ['with a broken duration', vevent('UID:bad', START, 'DURATION:later')],
    ['in a zone that nobody knows', vevent('UID:bad', 'DTSTART;TZID=Nowhere:20270104T090000')],
    ['without an end', ['BEGIN:VEVENT', 'UID:bad', START].join('\r\n')],
    ['with an alarm without an end', ['BEGIN:VEVENT', 'UID:bad', START, 'BEGIN:VALARM', 'END:VEVENT'].join('\r\n')],
    ['in a year before Exchange', vevent('UID:bad', 'DTSTART:00010101T090000Z')],
  ])('%s is left out with a remark; those around it are read', (_, bad) => {
    const text = calendarOf(good('first'), bad, good('third'));
    expect(subjects(text)).toEqual(['first', 'third']);
    expect(loadIcs(text).remarks).toEqual([{ uid: 'bad', remark: expect.stringContaining('left out because') }]);
  });

  it('is the last one of a file that is cut off', () => {
    const text = calendarOf(good('first'), good('second'));
    const { items, remarks } = loadIcs(text.slice(0, text.lastIndexOf('END:VEVENT')));
    expect([items.length, remarks]).toEqual([1, [{ uid: 'second', remark: 'left out because it has no end' }]]);
  });

  it('is not one with odd lines that nobody reads', () => {
    expect(subjects(calendarOf(good('a', 'ATTENDEE;CN="x"y":mailto:b@example.com', 'X A:b', 'ATTACH;;:')))).toEqual([
      'a',
    ]);
  });

  it('is not one whose text has line breaks as they are', () => {
    const [item] = loadIcs(calendarOf(good('a', 'DESCRIPTION:one', 'two, and', '', 'three'))).items;
    expect(item?.body).toBe('one\ntwo, and\nthree');
  });
});

describe('a file', () => {
  it('can begin with a byte order mark, and hold several calendars, each with its own zone', () => {
    const one = calendarOf('X-WR-TIMEZONE:Europe/Helsinki', vevent('UID:1', 'SUMMARY:1', 'DTSTART:20270104T090000'));
    const two = calendarOf('X-WR-TIMEZONE:America/New_York', vevent('UID:2', 'SUMMARY:2', 'DTSTART:20270104T090000'));
    const text = `\ufeff${one}\ufeff${two}`;
    expect(stored(text).map(({ start }) => start)).toEqual(['2027-01-04T07:00:00.000Z', '2027-01-04T14:00:00.000Z']);
    expect(loadIcs(text).remarks).toEqual([]);
  });

  it('can define a zone in one calendar and use it in another', () => {
    const text =
      calendarOf(definition('Mine', { standard: '+0500' })) + calendarOf(vevent('DTSTART;TZID=Mine:20270104T090000'));
    expect(stored(text)[0]?.start).toBe('2027-01-04T04:00:00.000Z');
  });

  it('without END:VCALENDAR, or without a calendar around its events, is read', () => {
    expect(subjects(['BEGIN:VCALENDAR', good('a'), 'BEGIN:VCALENDAR', good('b')].join('\n'))).toEqual(['a', 'b']);
    expect(subjects(good('a'))).toEqual(['a']);
  });

  it('that is no calendar is refused', () => {
    expect(() => loadIcs('<html></html>')).toThrow('no calendar');
  });

  const inFile = (bytes: Buffer) => {
    const file = join(mkdtempSync(join(tmpdir(), 'ics-')), 'a.ics');
    writeFileSync(file, bytes);
    return readCalendarFile(file).items.map(({ subject }) => subject);
  };

  it('can fold a line inside a character', () => {
    const bytes = Buffer.from(calendarOf(vevent(START, 'SUMMARY:Party 😀 ä')));
    for (const at of [1, 2, 3].map((offset) => bytes.indexOf('😀') + offset)) {
      expect(inFile(Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]))).toEqual([
        'Party 😀 ä',
      ]);
    }
  });

  it('can be in UTF-16 or in Windows-1252', () => {
    const text = calendarOf(vevent(START, 'SUMMARY:Käynti'));
    expect(inFile(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['Käynti']);
    expect(inFile(Buffer.from(text, 'latin1'))).toEqual(['Käynti']);
  });

  it.each(['😀', '👨‍👩‍👧', 'é'])('with a long title does not cut %s in two', (character) => {
    const title = `${'x'.repeat(254)}${character}`;
    const [item] = loadIcs(calendarOf(vevent(START, `SUMMARY:${title}`))).items;
    expect(item?.subject).toBe(title.length <= 255 ? title : 'x'.repeat(254));
  });
});

describe('revisions', () => {
  const revision = (sequence: number, title: string, ...lines: readonly string[]) =>
    vevent(`SEQUENCE:${sequence}`, `SUMMARY:${title}`, START, ...lines);

  it.each([
    ['first', [revision(3, 'new'), revision(0, 'old')]],
    ['last', [revision(0, 'old'), revision(3, 'new')]],
    ['by DTSTAMP', [revision(1, 'new', 'DTSTAMP:20261102T000000Z'), revision(1, 'old', 'DTSTAMP:20261101T000000Z')]],
  ])('the newest counts, wherever it stands: %s', (_, events) => {
    expect(subjects(calendarOf(...events))).toEqual(['new']);
    expect(loadIcs(calendarOf(...events)).remarks).toHaveLength(1);
  });

  it('of an occurrence count by their SEQUENCE, in whatever zone they name it', () => {
    const text = calendarOf(
      vevent('DTSTART;TZID=Europe/London:20261201T200000', 'RRULE:FREQ=WEEKLY;COUNT=4'),
      vevent(
        'RECURRENCE-ID;TZID=Europe/London:20261208T200000',
        'SEQUENCE:10',
        'SUMMARY:ten',
        'DTSTART;TZID=Europe/London:20261209T180000',
      ),
      vevent(
        'RECURRENCE-ID:20261208T200000Z',
        'SEQUENCE:1',
        'SUMMARY:one',
        'DTSTART;TZID=Europe/London:20261208T170000',
      ),
    );
    expect(loadIcs(text).items[0]?.exceptions).toMatchObject({ '2026-12-08': { subject: 'ten' } });
  });

  it('that cancel the event, or come in a calendar that cancels, leave it out', () => {
    expect(subjects(calendarOf(revision(0, 'x'), revision(1, 'x', 'STATUS:CANCELLED')))).toEqual([]);
    expect(
      subjects(calendarOf('METHOD:REQUEST', revision(0, 'x')) + calendarOf('METHOD:CANCEL', revision(1, 'x'))),
    ).toEqual([]);
    expect(
      subjects(calendarOf('METHOD:REQUEST', revision(0, 'x')) + calendarOf('METHOD:REPLY', revision(0, 'y'))),
    ).toEqual(['x']);
  });

  it('are not what different events with one UID, or without any, are', () => {
    const at = (hour: number, ...lines: readonly string[]) =>
      vevent(...lines, `SUMMARY:${hour}`, `DTSTART:20270104T0${hour}0000Z`);
    expect(subjects(calendarOf(at(1), at(2)))).toEqual(['1', '2']);
    expect(subjects(calendarOf(at(1, 'UID:'), at(2, 'UID:'), at(2, 'UID:')))).toEqual(['1', '2', '2']);
    expect(subjects(calendarOf(at(1), at(1)))).toEqual(['1']);
  });

  it('of all that follow an occurrence leave the series out', () => {
    const text = calendarOf(
      vevent(START, 'RRULE:FREQ=DAILY;COUNT=4'),
      vevent('RECURRENCE-ID;RANGE=THISANDFUTURE:20270105T090000Z', 'DTSTART:20270105T100000Z'),
    );
    expect(loadIcs(text)).toEqual({
      items: [],
      remarks: [{ uid: 'a', remark: expect.stringContaining('all that follow') }],
    });
  });

  it('that cannot be read leave the occurrence as its series has it', () => {
    const text = calendarOf(
      vevent(START, 'RRULE:FREQ=DAILY;COUNT=4'),
      vevent('RECURRENCE-ID:20270105T090000Z', 'DTSTART:20270230T100000Z'),
    );
    expect(loadIcs(text)).toMatchObject({
      items: [{}],
      remarks: [{ uid: 'a', remark: expect.stringContaining('left as its series has it') }],
    });
    expect(openPerson().create(loadIcs(text).items[0] ?? { start: '', end: '' }).exceptions).toEqual({});
  });
});
