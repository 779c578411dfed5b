// toEvent.ts reads back from the request what was written: first as a law over any event, then by example.
// Long because each of the four items that we write has its examples here, composed and read in the same way.
import type { Appointment } from 'ews-javascript-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalFields } from '../../../../../shared/calendar/canonical/canonical.ts';
import type {
  CalendarEvent,
  EventPatch,
  OccurrencePatch,
  OccurrenceWhen,
  When,
} from '../../../../../shared/calendar/event.ts';
import { windowsFromIana } from '../../../../../shared/calendar/zones/windowsZones.ts';
import { USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { ianaClock } from '../../../../../shared/calendar/zones/zoneClock.ts';
import {
  appointmentFromCreation,
  appointmentFromEnd,
  appointmentFromOccurrence,
  appointmentFromUpdate,
} from '../../../../../shared/exchange/ews/item/fromEvent.ts';
import { marksOf } from '../../../../../shared/exchange/ews/item/tag.ts';
import { eventFromEws } from '../../../../../shared/exchange/ews/item/toEvent.ts';
import { type Compose, captureRequest, type Ews } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { childText, descendant, readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';
import type { ItemUpdate } from '../../../../../shared/exchange/series/updatePlan.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
import { EVENT } from '../../../../contract/mailbox.ts';
import { complaintsAbout } from '../scriptedExchange.ts';
import { asStored } from './asStored.ts';

const ZONES = [
  'America/New_York',
  'Europe/Helsinki',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Africa/Casablanca',
  'Antarctica/Troll',
];
const TAG = { pair: 'p', nonce: 'n' };

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('R&D <x>', ']]>', '\r\n', ' a  b'));
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));
const when = fc.oneof(
  fc.record({
    showWithoutTime: fc.constant(true as const),
    start: date,
    duration: fc.integer({ min: 1, max: 400 }).map((days) => `P${days}D`),
  }),
  fc.record({
    showWithoutTime: fc.constant(false as const),
    start: fc
      .tuple(date, fc.integer({ min: 0, max: 23 }))
      .map(([day, hour]) => `${day}T${String(hour).padStart(2, '0')}:30:00`),
    timeZone: fc.constantFrom(...ZONES),
    duration: fc.integer({ min: 0, max: 10_000 }).map((minutes) => `PT${minutes}M`),
  }),
);
const events: fc.Arbitrary<CalendarEvent> = fc.record({
  title: text,
  description: text,
  location: text,
  when,
  privacy: fc.constantFrom('public', 'personal', 'private', 'secret'),
  freeBusyStatus: fc.constantFrom('free', 'busy', 'tentative', 'oof', 'workingElsewhere'),
  keywords: fc.array(text, { maxLength: 4 }),
  alert: fc.option(fc.record({ minutesBefore: fc.integer({ min: 0, max: 100_000 }) })),
});

const requestOf = async (
  compose: (ews: Ews, ...service: Parameters<Compose>) => Promise<unknown>,
  version: EwsVersion = 'Exchange2016',
): Promise<string> => {
  const ews = await loadEws();
  return captureRequest(ews, { version, impersonate: undefined }, (service) => compose(ews, service));
};

const writingIn = (timeZone: string) => ({
  allDay: windowsFromIana(timeZone) ?? 'UTC',
  zones: USUAL_ZONES,
  now: Date.parse('2026-11-30T12:00:00Z'),
});
const zoneOf = (zone: string, windowsTimeZone: string) => ({ clock: ianaClock(zone), windowsTimeZone });

const creationRequest = (event: CalendarEvent, timeZone: string, begins = false): Promise<string> =>
  requestOf((ews, service) =>
    service.CreateItems(
      [appointmentFromCreation(ews, service, { creation: { event, tag: TAG, begins }, writing: writingIn(timeZone) })],
      new ews.FolderId(ews.WellKnownFolderName.Calendar),
      NULL,
      ews.SendInvitationsMode.SendToNone,
    ),
  );

async function created(event: CalendarEvent, timeZone = 'Europe/Helsinki'): Promise<XmlElement> {
  const item = descendant(readXml(await creationRequest(event, timeZone)), 'CalendarItem');
  if (!item) throw new Error('no item in the request');
  return item;
}

const FIRST = {
  id: 'A',
  version: 'K',
  rev: 'r',
  stamp: 'Written',
  endsSeries: false,
  forgetsBegun: false,
  mails: 'nobody',
} as const;

const SERIES: When = {
  ...EVENT.when,
  recurrence: { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides: {} },
};

const updateRequest = (patch: EventPatch, more: Partial<ItemUpdate> = {}): Promise<string> =>
  updateOf((ews, service) =>
    appointmentFromUpdate(ews, service, {
      update: { ...FIRST, patch, ...more },
      writing: writingIn('Europe/Helsinki'),
    }),
  );

const updateOf = (
  appointment: (ews: Ews, ...service: Parameters<Compose>) => Appointment,
  version: EwsVersion = 'Exchange2016',
): Promise<string> =>
  requestOf(
    (ews, service) =>
      service.UpdateItems(
        [appointment(ews, service)],
        NULL,
        ews.ConflictResolutionMode.NeverOverwrite,
        ews.MessageDisposition.SaveOnly,
        ews.SendInvitationsOrCancellationsMode.SendToNone,
      ),
    version,
  );

/** `Set calendar:Start`, `Delete item:Subject`, `Set Written`: what the request changes, in its order. */
const changesOf = async (patch: EventPatch, more: Partial<ItemUpdate> = {}): Promise<string[]> =>
  changesIn(await updateRequest(patch, more));

function changesIn(request: string): string[] {
  const updates = descendant(readXml(request), 'Updates')?.children ?? [];
  return updates.map(({ name, children: [field] }) => {
    const { FieldURI, PropertyName } = field?.attributes ?? {};
    return `${name.replace('ItemField', '')} ${FieldURI ?? PropertyName}`;
  });
}

describe('appointmentFromCreation', () => {
  it('any event reads back from its own request as the same event, and the request is valid', async () => {
    await loadEws();
    await fc.assert(
      fc.asyncProperty(events, fc.constantFrom(...ZONES), async (event, timeZone) => {
        const request = await creationRequest(event, timeZone);
        expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
        const item = descendant(readXml(request), 'CalendarItem');
        const read = item && eventFromEws(asStored(item), timeZone);
        expect(read && equalFields(read, event), JSON.stringify({ read, event })).toBe(true);
      }),
      { seed: 20_261_120, numRuns: 150 },
    );
  });

  it('carries the tag', async () => {
    expect(marksOf(await created(EVENT)).tag).toEqual(TAG);
  });

  it('an all-day event is dates, of which the server makes midnights in the given zone', async () => {
    const item = await created({ ...EVENT, when: { showWithoutTime: true, start: '2026-12-06', duration: 'P1D' } });
    expect(childText(item, 'Start')).toBe('2026-12-06T00:00:00');
    expect(childText(item, 'End')).toBe('2026-12-07T00:00:00');
    expect(childText(item, 'IsAllDayEvent')).toBe('true');
    for (const name of ['StartTimeZone', 'EndTimeZone']) {
      expect(descendant(item, name)?.attributes.Id).toBe('FLE Standard Time');
    }
  });

  it('the Windows zone that the mailbox gave is written back, else the one of the IANA zone, else one that agrees', async () => {
    const zoneWritten = async (timeZone: string, windowsTimeZone?: string) => {
      const start = { showWithoutTime: false, start: '2026-12-01T09:00:00', duration: 'PT1H', timeZone } as const;
      const event = { ...EVENT, when: { ...start, ...(windowsTimeZone ? { windowsTimeZone } : {}) } };
      return descendant(await created(event), 'StartTimeZone')?.attributes.Id;
    };
    expect(await zoneWritten('Europe/Kiev', 'Kaliningrad Standard Time')).toBe('Kaliningrad Standard Time');
    expect(await zoneWritten('Europe/Kyiv')).toBe('FLE Standard Time');
    expect(await zoneWritten('Antarctica/Troll')).toBe('Greenwich Standard Time');
  });

  it('empty texts and keywords that nobody would see are not written', async () => {
    const item = await created({ ...EVENT, title: '', description: '', location: '', keywords: ['', '  '] });
    expect(item.children.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Subject']));
    for (const name of ['Subject', 'Body', 'Location', 'Categories']) expect(descendant(item, name)).toBeUndefined();
  });
});

describe('appointmentFromUpdate', () => {
  it('changes the given fields and the rev, nothing else', async () => {
    expect(await changesOf({ title: 'x' })).toEqual(['Set item:Subject', 'Set Written']);
    expect(await changesOf({ privacy: 'private', freeBusyStatus: 'free' })).toEqual([
      'Set item:Sensitivity',
      'Set calendar:LegacyFreeBusyStatus',
      'Set Written',
    ]);
  });

  it('a time goes with both zones, the all-day mark and both ends, in this order', async () => {
    expect(await changesOf({ when: EVENT.when })).toEqual([
      'Set calendar:StartTimeZone',
      'Set calendar:EndTimeZone',
      'Set calendar:IsAllDayEvent',
      'Set calendar:Start',
      'Set calendar:End',
      'Set Written',
    ]);
  });

  it('what was emptied is deleted', async () => {
    const emptied = await changesOf({ title: '', description: '', location: '', keywords: [] });
    const fields = ['item:Subject', 'item:Body', 'calendar:Location', 'item:Categories'];
    expect(new Set(emptied)).toEqual(new Set(['Set Written', ...fields.map((field) => `Delete ${field}`)]));
  });

  it('a reminder is switched on with its minutes and off without', async () => {
    expect(await changesOf({ alert: { minutesBefore: 5 } })).toEqual([
      'Set item:ReminderIsSet',
      'Set item:ReminderMinutesBeforeStart',
      'Set Written',
    ]);
    expect(await changesOf({ alert: null })).toEqual(['Set item:ReminderIsSet', 'Set Written']);
  });

  it('every field at once is a valid request', async () => {
    expect(await complaintsAbout([{ body: await updateRequest(EVENT), headers: {} }])).toEqual([]);
  });

  it('a series that is a single event from now on loses its recurrence', async () => {
    expect(await changesOf({ when: EVENT.when }, { endsSeries: true })).toContain('Delete calendar:Recurrence');
    expect(await changesOf({ when: EVENT.when })).not.toContain('Delete calendar:Recurrence');
  });

  it('a series is written with its recurrence, in the schema’s order of both', async () => {
    const request = await updateRequest({ when: SERIES });
    expect(changesIn(request)).toContain('Set calendar:Recurrence');
    expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
  });

  it('the lists of which somebody comes or goes are written whole, and deleted where nobody is left', async () => {
    const all = [
      { email: 'ben@example.com', kind: 'required' },
      { email: '/o=acme/cn=cleo', kind: 'required' },
      { email: 'room@example.com', kind: 'resource' },
    ] as const;
    const attendees = { all, changed: new Set(['required', 'optional'] as const) };
    expect(await changesOf({ title: 'x' }, { attendees })).toEqual([
      'Set item:Subject',
      'Set calendar:RequiredAttendees',
      'Delete calendar:OptionalAttendees',
      'Set Written',
    ]);
    const request = await updateRequest({}, { attendees });
    // SMTP is what an address without a type is.
    const written = [...request.matchAll(/EmailAddress>([^<]*)<[^>]*>(?:<t:RoutingType>(\w+)<)?/g)];
    expect(written.map(([, address, type]) => [address, type])).toEqual([
      ['ben@example.com', undefined],
      ['/o=acme/cn=cleo', 'EX'],
    ]);
    expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
  });

  it('what is begun is stamped so, and what makes up for it takes the stamp away', async () => {
    expect(await changesOf({ title: 'x' }, { stamp: 'Begun' })).toEqual(['Set item:Subject', 'Set Begun']);
    const forgetting = await changesOf({ title: 'x' }, { forgetsBegun: true });
    expect(forgetting.sort()).toEqual(['Delete Begun', 'Set Written', 'Set item:Subject']);
  });
});

describe('appointmentFromEnd', () => {
  it('makes Written of Begun, and changes nothing else', async () => {
    const request = await updateOf((ews, service) =>
      appointmentFromEnd(ews, service, { id: 'A', version: 'K', rev: 'r' }),
    );
    expect(changesIn(request).sort()).toEqual(['Delete Begun', 'Set Written']);
    expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
  });
});

/** The library writes updates with the offset of the process: the same instant. */
const instantIn = (request: string, name: string): string =>
  new Date(descendant(readXml(request), name)?.text ?? '').toISOString();

describe('appointmentFromOccurrence', () => {
  const occurrence = (patch: OccurrencePatch, version: EwsVersion = 'Exchange2016') =>
    updateOf(
      (ews, service) =>
        appointmentFromOccurrence(ews, service, {
          ...{ id: 'O', version: 'K', patch, zone: zoneOf('Europe/Helsinki', 'FLE Standard Time') },
        }),
      version,
    );
  const moved = { showWithoutTime: false, start: '2026-12-09T10:00:00', duration: 'PT1H' } as const;

  it('changes the given fields and carries no stamp, which is the series’', async () => {
    expect(changesIn(await occurrence({ title: 'x', location: '', alert: null })).sort()).toEqual([
      'Delete calendar:Location',
      'Set item:ReminderIsSet',
      'Set item:Subject',
    ]);
  });

  it('a time is local in the zone of the series, which is not written again', async () => {
    const request = await occurrence({ when: moved });
    expect(changesIn(request)).toEqual(['Set calendar:IsAllDayEvent', 'Set calendar:Start', 'Set calendar:End']);
    expect(instantIn(request, 'Start')).toBe('2026-12-09T08:00:00.000Z');
  });

  it('an all-day occurrence begins at midnight in the zone of its series', async () => {
    const request = await occurrence({ when: { showWithoutTime: true, start: '2026-12-09', duration: 'P2D' } });
    expect(instantIn(request, 'Start')).toBe('2026-12-08T22:00:00.000Z');
    expect(instantIn(request, 'End')).toBe('2026-12-10T22:00:00.000Z');
  });

  it('in an all-day series times and days are in the zone in which its days begin', async () => {
    const zone = zoneOf('Pacific/Auckland', 'New Zealand Standard Time');
    const startOf = async (when: OccurrenceWhen) => {
      const request = await updateOf((ews, service) =>
        appointmentFromOccurrence(ews, service, {
          ...{ id: 'O', version: 'K', patch: { when }, zone },
        }),
      );
      return instantIn(request, 'Start');
    };
    expect(await startOf(moved)).toBe('2026-12-08T21:00:00.000Z');
    expect(await startOf({ showWithoutTime: true, start: '2026-12-09', duration: 'P1D' })).toBe(
      '2026-12-08T11:00:00.000Z',
    );
  });

  it('Exchange 2007 is told the zone of the series with each time', async () => {
    const request = await occurrence({ when: moved }, 'Exchange2007_SP1');
    expect(descendant(readXml(request), 'MeetingTimeZone')?.attributes.TimeZoneName).toBe('FLE Standard Time');
    expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
  });
});
