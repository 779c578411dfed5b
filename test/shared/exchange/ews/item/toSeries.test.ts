import { describe, expect, it } from 'vitest';
import type { CalendarEvent, OccurrenceOverride } from '../../../../../shared/calendar/event.ts';
import { eventFromEws } from '../../../../../shared/exchange/ews/item/toEvent.ts';
import { exceptionIds, seriesFromEws } from '../../../../../shared/exchange/ews/item/toSeries.ts';
import { readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';

const HOME = 'Europe/Helsinki';
const FLE = '<StartTimeZone Id="FLE Standard Time"/>';
/** Mondays at nine in Helsinki; summer time begins on 28 March 2027. */
const TIMES = '<Start>2027-03-15T07:00:00Z</Start><End>2027-03-15T08:00:00Z</End>';
const FIELDS =
  '<Subject>Weekly</Subject><Body BodyType="Text">Text</Body><Location>Room</Location><Categories><String>Blue</String></Categories><ReminderIsSet>true</ReminderIsSet><ReminderMinutesBeforeStart>15</ReminderMinutesBeforeStart>';
const WEEKLY =
  '<Recurrence><WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Monday</DaysOfWeek></WeeklyRecurrence><NumberedRecurrence><StartDate>2027-03-15</StartDate><NumberOfOccurrences>5</NumberOfOccurrences></NumberedRecurrence></Recurrence>';

function element(content: string): XmlElement {
  const root = readXml(`<CalendarItem>${content}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

const modifiedBy = (id: string, originalStart: string) =>
  `<Occurrence><ItemId Id="${id}"/><OriginalStart>${originalStart}</OriginalStart></Occurrence>`;
const modified = (id: string, originalStart: string) =>
  `<ModifiedOccurrences>${modifiedBy(id, originalStart)}</ModifiedOccurrences>`;
const deleted = (...starts: string[]) =>
  `<DeletedOccurrences>${starts.map((start) => `<DeletedOccurrence><Start>${start}</Start></DeletedOccurrence>`).join('')}</DeletedOccurrences>`;

function read(content: string, exceptions: Readonly<Record<string, string>> = {}) {
  const master = element(content);
  const event = eventFromEws(master, HOME);
  if (!event) throw new Error('not an event');
  const elements = new Map(Object.entries(exceptions).map(([id, each]) => [id, element(each)]));
  return seriesFromEws(master, event, {
    timeZone: HOME,
    exceptions: elements,
    readEvent: (each) => eventFromEws(each, HOME),
  });
}

function seriesOf(content: string, exceptions: Readonly<Record<string, string>> = {}): CalendarEvent {
  const series = read(content, exceptions);
  if (typeof series === 'string') throw new Error(series);
  return series;
}

const overridesOf = (content: string, exceptions: Readonly<Record<string, string>> = {}) =>
  seriesOf(content, exceptions).when.recurrence?.overrides;

const MASTER = FIELDS + TIMES + FLE + WEEKLY;
/** The override that the exception `content` of 22 March becomes. */
const overrideBy = (content: string): OccurrenceOverride | undefined =>
  overridesOf(MASTER + modified('X', '2027-03-22T07:00:00Z'), { X: content })?.['2027-03-22T09:00:00'];

describe('seriesFromEws', () => {
  it('is the event with its rule, in the zone of the series', () => {
    expect(seriesOf(MASTER)).toMatchObject({
      title: 'Weekly',
      when: {
        start: '2027-03-15T09:00:00',
        timeZone: HOME,
        windowsTimeZone: 'FLE Standard Time',
        duration: 'PT1H',
        recurrence: { rule: { frequency: 'weekly', end: { kind: 'count', count: 5 } }, overrides: {} },
      },
    });
  });

  it('deleted occurrences are excluded, whatever the hour that Exchange gives beyond a change of the clocks', () => {
    expect(overridesOf(MASTER + deleted('2027-03-15T07:00:00Z', '2027-03-29T07:00:00Z'))).toEqual({
      '2027-03-15T09:00:00': { excluded: true },
      '2027-03-29T09:00:00': { excluded: true },
    });
  });

  it('an exception is what differs from the series, and nothing else', () => {
    const times = '<Start>2027-03-22T07:00:00Z</Start><End>2027-03-22T08:00:00Z</End>';
    const fields = FIELDS.replace('Weekly', 'Once').replace('Blue', 'Red').replace('>true<', '>false<');
    expect(overrideBy(fields + times)).toEqual({ title: 'Once', keywords: ['Red'], alert: null });
  });

  it('an exception that differs in nothing we hold is none', () => {
    const times = '<Start>2027-03-22T07:00:00Z</Start><End>2027-03-22T08:00:00Z</End>';
    expect(overridesOf(MASTER + modified('X', '2027-03-22T07:00:00Z'), { X: FIELDS + times })).toEqual({});
  });

  it('a moved occurrence stands under its original start, also where Exchange gives midnight for that', () => {
    const times = '<Start>2027-03-23T11:00:00Z</Start><End>2027-03-23T11:30:00Z</End>';
    const when = { showWithoutTime: false, start: '2027-03-23T13:00:00', duration: 'PT30M' };
    for (const original of ['2027-03-22T07:00:00Z', '2027-03-21T22:00:00Z']) {
      const overrides = overridesOf(MASTER + modified('X', original), { X: FIELDS + times });
      expect(overrides).toEqual({ '2027-03-22T09:00:00': { when } });
    }
  });

  it('an exception or deletion belongs to the nearest occurrence, and a deletion near none excludes nothing', () => {
    const times = '<Start>2027-03-22T07:00:00Z</Start><End>2027-03-22T08:00:00Z</End>';
    const content =
      MASTER + modified('X', '2027-03-20T23:00:00Z') + deleted('2027-03-30T03:00:00Z', '2027-04-08T06:00:00Z');
    expect(overridesOf(content, { X: FIELDS.replace('Weekly', 'Once') + times })).toEqual({
      '2027-03-22T09:00:00': { title: 'Once' },
      '2027-03-29T09:00:00': { excluded: true },
    });
  });

  it('an occurrence that is listed as deleted and as changed takes place', () => {
    const times = '<Start>2027-03-22T07:00:00Z</Start><End>2027-03-22T08:00:00Z</End>';
    const content = MASTER + deleted('2027-03-22T07:00:00Z') + modified('X', '2027-03-22T07:00:00Z');
    expect(overridesOf(content, { X: FIELDS + times })).toEqual({});
  });

  it('an all-day exception has the date of the zone of its series', () => {
    const day = '<Start>2027-03-21T22:00:00Z</Start><End>2027-03-22T22:00:00Z</End><IsAllDayEvent>true</IsAllDayEvent>';
    expect(overrideBy(FIELDS + day)).toEqual({
      when: { showWithoutTime: true, start: '2027-03-22', duration: 'P1D' },
    });
  });

  it('an occurrence over a change of the clocks that ends by the clock on the wall is not changed', () => {
    const night = '<Start>2027-03-20T20:00:00Z</Start><End>2027-03-21T04:00:00Z</End>';
    const exception = '<Start>2027-03-27T20:00:00Z</Start><End>2027-03-28T03:00:00Z</End>';
    const rule = WEEKLY.replace('Monday', 'Saturday');
    const shorter = exception.replace('T03', 'T02');
    const content = FIELDS + night + FLE + rule + modified('X', '2027-03-27T20:00:00Z');
    expect(overridesOf(content, { X: FIELDS + exception })).toEqual({});
    expect(Object.values(overridesOf(content, { X: FIELDS + shorter }) ?? {})).toMatchObject([
      { when: { duration: 'PT6H' } },
    ]);
  });

  it('an occurrence in the gap of the clocks stays where the rule has it', () => {
    const gap = '<Start>2027-03-21T01:30:00Z</Start><End>2027-03-21T02:30:00Z</End>';
    const moved = '<Start>2027-03-28T01:30:00Z</Start><End>2027-03-28T02:30:00Z</End>';
    const content = FIELDS + gap + FLE + WEEKLY.replace('Monday', 'Sunday') + modified('X', '2027-03-28T01:30:00Z');
    expect(overridesOf(content, { X: FIELDS.replace('Weekly', 'Once') + moved })).toEqual({
      '2027-03-28T03:30:00': { title: 'Once' },
    });
  });

  it('a series that begins in the second pass of an hour keeps its zone', () => {
    const fold = '<Start>2026-10-25T01:30:00Z</Start><End>2026-10-25T02:30:00Z</End>';
    const rule = WEEKLY.replace('Monday', 'Sunday');
    expect(seriesOf(FIELDS + fold + FLE + rule).when).toMatchObject({ start: '2026-10-25T03:30:00', timeZone: HOME });
  });

  it('an all-day series has dates, and its exceptions too', () => {
    const days =
      '<Start>2027-03-14T22:00:00Z</Start><End>2027-03-15T22:00:00Z</End><IsAllDayEvent>true</IsAllDayEvent>';
    const moved = days.replaceAll('14', '23').replaceAll('15', '24');
    const content =
      FIELDS + days + FLE + WEEKLY + modified('X', '2027-03-21T22:00:00Z') + deleted('2027-03-28T21:00:00Z');
    expect(overridesOf(content, { X: FIELDS + moved })).toEqual({
      '2027-03-22': { when: { showWithoutTime: true, start: '2027-03-24', duration: 'P1D' } },
      '2027-03-29': { excluded: true },
    });
  });

  it.each(['tzone://Microsoft/Custom', 'Customized Time Zone', ''])(
    'a series in the zone %j is left out, since nobody knows when it takes place next summer',
    (id) => {
      expect(read(FIELDS + TIMES + WEEKLY + (id && `<StartTimeZone Id="${id}"/>`))).toBe('series-zone-unknown');
    },
  );

  it('an all-day series needs no zone', () => {
    const days =
      '<Start>2027-03-14T22:00:00Z</Start><End>2027-03-15T22:00:00Z</End><IsAllDayEvent>true</IsAllDayEvent>';
    expect(seriesOf(FIELDS + days + WEEKLY).when).toMatchObject({ start: '2027-03-15' });
  });

  it.each([
    ['no rule', FIELDS + TIMES + FLE],
    ['a rule of tasks', MASTER.replaceAll('WeeklyRecurrence', 'WeeklyRegeneration')],
    ['a deletion without time', MASTER + deleted('soon')],
    ['an exception without original start', MASTER + modified('X', 'soon')],
    ['an exception that was not read', MASTER + modified('Y', '2027-03-22T07:00:00Z')],
    ['an exception without times', MASTER + modified('X', '2027-03-22T07:00:00Z')],
    ['an exception of no occurrence', MASTER + modified('W', '2027-03-25T07:00:00Z')],
    ['an exception after the end', MASTER + modified('W', '2027-04-19T06:00:00Z')],
    ['an exception after all years', MASTER + modified('W', '9999-12-31T23:00:00Z')],
    [
      'two exceptions of one occurrence',
      MASTER + modified('W', '2027-03-22T07:00:00Z').replace('</M', `${modifiedBy('V', '2027-03-21T22:00:00Z')}</M`),
    ],
  ])('%s: it cannot be read', (_, content) => {
    expect(read(content, { X: FIELDS, W: FIELDS + TIMES, V: FIELDS + TIMES })).toBe('item-unreadable');
  });
});

describe('exceptionIds', () => {
  it('are those of the changed occurrences', () => {
    expect(
      exceptionIds(element(MASTER + modified('X', '2027-03-22T07:00:00Z') + deleted('2027-03-29T07:00:00Z'))),
    ).toEqual(['X']);
    expect(exceptionIds(element(MASTER))).toEqual([]);
  });
});
