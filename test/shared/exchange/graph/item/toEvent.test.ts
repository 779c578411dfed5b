// Graph's events, by hand-made answers that its metadata allows.
import { describe, expect, it } from 'vitest';
import { type EventJson, readEventJson } from '../../../../../shared/exchange/graph/item/eventJson.ts';
import { property } from '../../../../../shared/exchange/graph/item/extendedProperties.ts';
import { itemFromGraph } from '../../../../../shared/exchange/graph/item/toEvent.ts';
import { graphSchema } from '../../../../contract/graphSchema.ts';
import { eventOf } from '../../../../contract/mailbox.ts';

const HOME = 'Europe/Helsinki';
const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime: `${dateTime}.0000000`, timeZone });
const JSON_EVENT = {
  '@odata.etag': 'W/"1"',
  id: 'AAkA',
  iCalUId: '0400',
  type: 'singleInstance',
  subject: 'Planning',
  body: { contentType: 'text', content: 'Text' },
  start: at('2026-12-01T07:00:00'),
  end: at('2026-12-01T08:30:00'),
  originalStartTimeZone: 'FLE Standard Time',
  isAllDay: false,
};

function itemOf(more: object) {
  const json = { ...JSON_EVENT, ...more };
  const read = readEventJson(json);
  if (!read) throw new Error('no item');
  return itemFromGraph(read, HOME);
}
const whenOf = (more: object) => eventOf(itemOf(more)).when;

describe('itemFromGraph', () => {
  it('the answers of this test are such as the metadata allows', () => {
    expect(graphSchema()?.complaints(JSON_EVENT, 'event') ?? []).toEqual([]);
  });

  it('an event with little in it', () => {
    expect(eventOf(itemOf({}))).toEqual({
      title: 'Planning',
      description: 'Text',
      location: '',
      when: {
        showWithoutTime: false,
        start: '2026-12-01T09:00:00',
        timeZone: HOME,
        windowsTimeZone: 'FLE Standard Time',
        duration: 'PT1H30M',
      },
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: [],
      alert: null,
    });
  });

  it.each([
    ['Europe/Paris', 'Europe/Paris', '08'],
    ['tzone://Microsoft/Utc', 'UTC', '07'],
    ['tzone://Microsoft/Custom', HOME, '09'],
    ['Customized Time Zone', HOME, '09'],
    ['', HOME, '09'],
    [null, HOME, '09'],
  ])('in the zone %j', (originalStartTimeZone, timeZone, hour) => {
    expect(whenOf({ originalStartTimeZone })).toMatchObject({ timeZone, start: `2026-12-01T${hour}:00:00` });
  });

  it.each([
    [{ originalStartTimeZone: 'tzone://Microsoft/Custom' }, ['zone-unknown']],
    [{ originalStartTimeZone: 'Customized Time Zone' }, ['zone-unknown']],
    [{ originalStartTimeZone: 'FLE Standard Time' }, undefined],
    [{ originalStartTimeZone: '' }, undefined],
    [{ originalStartTimeZone: 'Customized Time Zone', type: 'seriesMaster' }, undefined],
  ])('of %j, people are told %j', (more, remarks) => {
    expect(itemOf(more).remarks).toEqual(remarks);
  });

  it('an all-day event is its dates, whatever its zone', () => {
    const days = { isAllDay: true, start: at('2026-12-06T00:00:00'), end: at('2026-12-08T00:00:00') };
    expect(whenOf({ ...days, originalStartTimeZone: 'New Zealand Standard Time' })).toEqual({
      showWithoutTime: true,
      start: '2026-12-06',
      duration: 'P2D',
    });
  });

  it.each([
    ['times in another zone than asked for', { start: at('2026-12-01T07:00:00', 'Pacific Standard Time') }],
    ['an end before the start', { end: at('2026-12-01T06:00:00') }],
    ['no time', { start: at('soon') }],
    ['no times', { start: undefined, end: undefined }],
    ['a series without rule', { type: 'seriesMaster', exceptionOccurrences: [] }],
    ['a title of another type', { subject: { a: 1 } }],
  ])('%s cost this event only', (_, more) => {
    expect(itemOf(more)).toMatchObject({ id: 'AAkA', version: 'W/"1"', content: { reason: 'item-unreadable' } });
  });

  it.each([
    ['an unknown sensitivity', { sensitivity: '__proto__' }, 'privacy', 'private'],
    ['an unknown status', { showAs: 'unknownFutureValue' }, 'freeBusyStatus', 'busy'],
    ['half a minute', { isReminderOn: true, reminderMinutesBeforeStart: 0.5 }, 'alert', null],
    ['a reminder after the start', { isReminderOn: true, reminderMinutesBeforeStart: -540 }, 'alert', null],
  ])('%s costs its field only', (_, more, field, instead) => {
    const item = itemOf(more);
    expect(item?.unread).toEqual(new Set([field]));
    expect(item?.content).toMatchObject({ kind: 'event', event: { [field]: instead } });
  });

  it('without id or version it is no item', () => {
    for (const json of [null, [], { ...JSON_EVENT, id: '' }, { ...JSON_EVENT, '@odata.etag': undefined }]) {
      expect(readEventJson(json)).toBeUndefined();
    }
  });

  it('what carries our marks says so; an emptied Begun is none', () => {
    const singleValueExtendedProperties = [property('Created', 'p.n'), property('Written', 'r'), property('Begun', '')];
    const item = itemOf({ singleValueExtendedProperties });
    expect(item).toMatchObject({ tag: { pair: 'p', nonce: 'n' }, rev: 'r' });
    expect(item).not.toHaveProperty('begun');
  });

  it('who takes part', () => {
    const person = (address: string) => ({ emailAddress: { address } });
    const meeting: Partial<EventJson> = {
      isOrganizer: false,
      isCancelled: true,
      organizer: person('Boss@Example.com'),
      attendees: [
        { ...person('A@example.com'), type: 'optional', status: { response: 'tentativelyAccepted' } },
        { ...person('room@example.com'), type: 'resource', status: null },
        { emailAddress: {} },
      ],
    };
    expect(itemOf(meeting).meeting).toEqual({
      role: 'attendee',
      organiser: 'boss@example.com',
      attendees: [
        { email: 'a@example.com', kind: 'optional', response: 'tentative' },
        { email: 'room@example.com', kind: 'resource', response: 'none' },
      ],
      cancelled: true,
    });
    expect(itemOf({ isOrganizer: true, attendees: [] }).meeting).toBeUndefined();
  });
});
