import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../../shared/calendar/event.ts';
import { eventFromEws, itemFromEws } from '../../../../../shared/exchange/ews/item/toEvent.ts';
import { child, descendant, readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { PROPERTY_SET_ID } from '../../../../../shared/exchange/tag.ts';

const HOME = 'Europe/Helsinki';
const TIMES = '<Start>2026-12-01T07:00:00Z</Start><End>2026-12-01T08:30:00Z</End>';
const FLE = '<StartTimeZone Id="FLE Standard Time" Name="-"/>';

function element(content: string, name = 'CalendarItem'): XmlElement {
  const root = readXml(`<${name}><ItemId Id="A+/=" ChangeKey="K1"/>${content}</${name}>`);
  if (!root) throw new Error('not an item');
  return root;
}

const event = (content: string): CalendarEvent | undefined => eventFromEws(element(content), HOME);
const allDay = (start: string, end: string, zone = '') =>
  event(`<Start>${start}</Start><End>${end}</End><IsAllDayEvent>true</IsAllDayEvent>${zone}`)?.when;

describe('itemFromEws', () => {
  it.each([
    ['tzone://Microsoft/Custom', '', ['zone-unknown']],
    ['Customized Time Zone', '', ['zone-unknown']],
    ['FLE Standard Time', '', undefined],
    ['tzone://Microsoft/Utc', '', undefined],
    ['', '', undefined],
    ['tzone://Microsoft/Custom', '<IsAllDayEvent>true</IsAllDayEvent>', undefined],
    ['tzone://Microsoft/Custom', '<CalendarItemType>RecurringMaster</CalendarItemType>', undefined],
  ])('of the zone %j, %j, people are told %j', (id, more, remarks) => {
    const item = itemFromEws(element(`${TIMES}${more}<StartTimeZone Id="${id}"/>`), HOME);
    expect(item?.remarks).toEqual(remarks);
  });

  it('has id, version, UID, tag and rev', () => {
    const property = (name: string, value: string) =>
      `<ExtendedProperty><ExtendedFieldURI PropertySetId="${PROPERTY_SET_ID}" PropertyName="${name}"/><Value>${value}</Value></ExtendedProperty>`;
    const item = itemFromEws(
      element(`${TIMES}<UID>uid-1</UID>${property('Created', 'p.n')}${property('Written', 'r')}`),
      HOME,
    );
    expect(item).toMatchObject({
      id: 'A+/=',
      version: 'K1',
      uid: 'uid-1',
      tag: { pair: 'p', nonce: 'n' },
      rev: 'r',
      content: { kind: 'event' },
    });
  });

  it('is in the connection’s own zone among those that share the Windows id, else in the one that CLDR names first', () => {
    const zoneAt = (home: string) => eventFromEws(element(`${TIMES}${FLE}`), home)?.when;
    expect(zoneAt('Europe/Helsinki')).toMatchObject({ timeZone: 'Europe/Helsinki', start: '2026-12-01T09:00:00' });
    expect(zoneAt('Europe/Berlin')).toMatchObject({ timeZone: 'Europe/Kiev', start: '2026-12-01T09:00:00' });
  });

  it('an item that has no UID yet goes by its id', () => {
    expect(itemFromEws(element(`${TIMES}<UID/>`), HOME)?.uid).toBe('A+/=');
  });

  it.each(['Occurrence', 'Exception'])('an %s that stands by itself is a single event', (kind) => {
    const content = `<Subject>Once</Subject>${TIMES}<CalendarItemType>${kind}</CalendarItemType>`;
    expect(itemFromEws(element(content), HOME)?.content).toMatchObject({ kind: 'event', event: { title: 'Once' } });
  });

  const master = `<Subject>Weekly</Subject>${TIMES}<CalendarItemType>RecurringMaster</CalendarItemType>`;
  const daily = '<Recurrence><DailyRecurrence><Interval>1</Interval></DailyRecurrence><NoEndRecurrence/></Recurrence>';

  it('a master is a series, with the exceptions that were read beside it', () => {
    const modified =
      '<ModifiedOccurrences><Occurrence><ItemId Id="X"/><OriginalStart>2026-12-02T07:00:00Z</OriginalStart></Occurrence></ModifiedOccurrences>';
    const times = '<Start>2026-12-02T07:00:00Z</Start><End>2026-12-02T08:30:00Z</End>';
    const exceptions = new Map([['X', element(`<Subject>Once</Subject>${times}`)]]);
    const item = itemFromEws(element(master + FLE + daily + modified), HOME, { exceptions });
    expect(item?.content).toMatchObject({
      event: { when: { recurrence: { overrides: { '2026-12-02T09:00:00': { title: 'Once' } } } } },
    });
  });

  it.each([
    ['series-zone-unknown', master + daily],
    ['item-unreadable', master + FLE],
  ])('a series is left out as %s, with its title', (reason, content) => {
    expect(itemFromEws(element(content), HOME)?.content).toEqual({ kind: 'leftOut', reason, title: 'Weekly' });
  });

  it('an attendee’s copy is a meeting in which the invitation is not theirs to change', () => {
    const people =
      '<AppointmentState>3</AppointmentState><RequiredAttendees><Attendee><Mailbox><EmailAddress>b@x</EmailAddress></Mailbox></Attendee></RequiredAttendees>';
    const item = itemFromEws(element(TIMES + people), HOME);
    expect(item?.meeting?.role).toBe('attendee');
    expect([...(item?.fixed ?? [])]).toEqual(['title', 'description', 'location', 'when']);
    const own = itemFromEws(element(TIMES + people.replace('>3<', '>1<')), HOME);
    expect(own?.meeting?.role).toBe('organiser');
    expect(own).not.toHaveProperty('fixed');
  });

  it('a write that was begun stands beside the last one that came to its end', () => {
    const property = (name: string, value: string) =>
      `<ExtendedProperty><ExtendedFieldURI PropertySetId="${PROPERTY_SET_ID}" PropertyName="${name}"/><Value>${value}</Value></ExtendedProperty>`;
    const item = itemFromEws(element(`${TIMES}${property('Written', 'r1')}${property('Begun', 'r2')}`), HOME);
    expect(item).toMatchObject({ rev: 'r1', begun: 'r2' });
  });

  it.each([
    ['no times', '<Subject>x</Subject>'],
    ['a time without zone', '<Start>2026-12-01T07:00:00</Start><End>2026-12-01T08:00:00</End>'],
    ['an end before the start', '<Start>2026-12-01T07:00:00Z</Start><End>2026-12-01T06:00:00Z</End>'],
  ])('%s: the item is left out as unreadable, and has its id all the same', (_, content) => {
    expect(itemFromEws(element(content), HOME)).toMatchObject({
      id: 'A+/=',
      content: { kind: 'leftOut', reason: 'item-unreadable' },
    });
  });

  it('an item of another kind in the folder is left out', () => {
    expect(itemFromEws(element(`<Subject>Note</Subject>${TIMES}`, 'PostItem'), HOME)?.content).toEqual({
      kind: 'leftOut',
      reason: 'item-unreadable',
      title: 'Note',
    });
  });

  it('what has no id is no item', () => {
    expect(itemFromEws({ name: 'CalendarItem', attributes: {}, children: [], text: '' }, HOME)).toBeUndefined();
  });
});

describe('eventFromEws', () => {
  it('reads every field', () => {
    const full = `<Subject> Visit </Subject><Sensitivity>Confidential</Sensitivity><Body BodyType="Text">one
two</Body><Categories><String>Blue</String><String>Green</String></Categories><ReminderIsSet>true</ReminderIsSet>
<ReminderMinutesBeforeStart>30</ReminderMinutesBeforeStart>${TIMES}<LegacyFreeBusyStatus>OOF</LegacyFreeBusyStatus>
<Location>Room</Location>${FLE}`;
    expect(event(full)).toEqual({
      title: ' Visit ',
      description: 'one\ntwo',
      location: 'Room',
      when: {
        showWithoutTime: false,
        start: '2026-12-01T09:00:00',
        timeZone: HOME,
        windowsTimeZone: 'FLE Standard Time',
        duration: 'PT1H30M',
      },
      privacy: 'secret',
      freeBusyStatus: 'oof',
      keywords: ['Blue', 'Green'],
      alert: { minutesBefore: 30 },
    });
  });

  it('what is absent has its default', () => {
    expect(event(TIMES)).toMatchObject({
      title: '',
      description: '',
      location: '',
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: [],
      alert: null,
    });
  });

  it('an offset is part of the instant', () => {
    const when = event('<Start>2026-12-01T09:00:00+02:00</Start><End>2026-12-01T10:00:00.000+02:00</End>')?.when;
    expect(when).toMatchObject({ start: '2026-12-01T09:00:00', timeZone: HOME, duration: 'PT1H' });
  });

  it.each(['tzone://Microsoft/Utc', 'tzone://Microsoft/Custom', 'Customized Time Zone', ''])(
    'the zone %j is not written back, since Exchange takes it from nobody',
    (id) => {
      const when = event(`${TIMES}<StartTimeZone Id="${id}"/>`)?.when;
      expect(when).not.toHaveProperty('windowsTimeZone');
      expect(when).toMatchObject({ timeZone: id.endsWith('Utc') ? 'UTC' : HOME });
    },
  );

  it('an all-day event has the date of its own zone', () => {
    const expected = { showWithoutTime: true, start: '2026-12-06', duration: 'P1D' };
    expect(allDay('2026-12-05T22:00:00Z', '2026-12-06T22:00:00Z', FLE)).toEqual(expected);
    const pacific = '<StartTimeZone Id="Pacific Standard Time"/>';
    expect(allDay('2026-12-06T08:00:00Z', '2026-12-07T08:00:00Z', pacific)).toEqual(expected);
    const auckland = '<StartTimeZone Id="New Zealand Standard Time"/>';
    expect(allDay('2026-12-05T11:00:00Z', '2026-12-06T11:00:00Z', auckland)).toEqual(expected);
  });

  it('without a zone of its own it has the date of the nearest midnight in ours', () => {
    const expected = { showWithoutTime: true, start: '2026-12-06', duration: 'P1D' };
    expect(allDay('2026-12-05T22:00:00Z', '2026-12-06T22:00:00Z')).toEqual(expected);
    expect(allDay('2026-12-06T00:00:00Z', '2026-12-07T00:00:00Z')).toEqual(expected);
    expect(allDay('2026-12-05T23:00:00Z', '2026-12-06T23:00:00Z')).toEqual(expected);
  });

  it('days that begin or end with a change of the clocks are whole days', () => {
    expect(allDay('2026-10-24T21:00:00Z', '2026-10-25T22:00:00Z', FLE)).toMatchObject({ duration: 'P1D' });
    expect(allDay('2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z', FLE)).toMatchObject({ duration: 'P1D' });
  });

  it('an all-day event without length lasts a day', () => {
    expect(allDay('2026-12-05T22:00:00Z', '2026-12-05T22:00:00Z', FLE)).toMatchObject({
      start: '2026-12-06',
      duration: 'P1D',
    });
  });

  it.for(recordedItems())('the recorded answer %s is read', ([name, xml], { skip }) => {
    if (xml === '') return skip('skipped: no recorded traffic');
    const items = child(descendant(readXml(xml), 'GetItemResponseMessage'), 'Items')?.children ?? [];
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      const content = itemFromEws(item, HOME)?.content;
      expect(content?.kind).toBe('event');
      const recurrence = content?.kind === 'event' ? content.event.when.recurrence : undefined;
      if (name.includes('master'))
        expect(recurrence?.rule).toMatchObject({ frequency: 'weekly', byDay: [{ day: 'mo' }] });
      else expect(recurrence).toBeUndefined();
    }
  });
});

/** Answers of another server to GetItem, where they are there: what a tolerant reader must survive. */
function recordedItems(): [string, string][] {
  const folder = resolve(
    process.env.DATA_DIR ?? join(import.meta.dirname, '../../../../../../shared/data'),
    'ews-traffic',
  );
  if (!existsSync(folder)) return [['of another server', '']];
  return readdirSync(folder)
    .filter((name) => /GetItem-(single|allday|recurring-master|occurrence-1)\.rsp\.xml$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

describe('the zone of an item of Exchange 2007', () => {
  const whenIn = (zone: string) => event(`${TIMES}<MeetingTimeZone TimeZoneName="${zone}"/>`)?.when;

  it('is MeetingTimeZone where that is an id of Windows, else the connection’s, and the instant stays', () => {
    expect(whenIn('Tokyo Standard Time')).toMatchObject({ start: '2026-12-01T16:00:00', timeZone: 'Asia/Tokyo' });
    const other = whenIn('(GMT+02:00) Helsinki, Kyiv');
    expect(other).toMatchObject({ start: '2026-12-01T09:00:00', timeZone: HOME });
    expect(other).not.toHaveProperty('windowsTimeZone');
  });
});
