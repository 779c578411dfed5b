// What is written is read back by toEvent.ts from the very request: first as a law over any event, then by example.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalFields } from '../../../../shared/calendar/canonical.ts';
import type { CalendarEvent, EventPatch } from '../../../../shared/calendar/event.ts';
import { appointmentFromCreation, appointmentFromUpdate } from '../../../../shared/exchange/ews/fromEvent.ts';
import { childText, descendant, readXml, type XmlElement } from '../../../../shared/exchange/ews/reader.ts';
import { type Compose, captureRequest, type Ews } from '../../../../shared/exchange/ews/request.ts';
import { loadEws, NULL } from '../../../../shared/exchange/ews/runtime.ts';
import { tagOf } from '../../../../shared/exchange/ews/tag.ts';
import { eventFromEws } from '../../../../shared/exchange/ews/toEvent.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { complaintsAbout } from './scriptedExchange.ts';

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

const requestOf = async (compose: (ews: Ews, ...service: Parameters<Compose>) => Promise<unknown>): Promise<string> => {
  const ews = await loadEws();
  return captureRequest(ews, { version: 'Exchange2016', impersonate: undefined }, (service) => compose(ews, service));
};

const creationRequest = (event: CalendarEvent, timeZone: string): Promise<string> =>
  requestOf((ews, service) =>
    service.CreateItems(
      [appointmentFromCreation(ews, service, { event, tag: TAG }, timeZone)],
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

const updateRequest = (patch: EventPatch): Promise<string> =>
  requestOf((ews, service) =>
    service.UpdateItems(
      [appointmentFromUpdate(ews, service, { id: 'A', version: 'K', patch, rev: 'r' }, 'Europe/Helsinki')],
      NULL,
      ews.ConflictResolutionMode.NeverOverwrite,
      ews.MessageDisposition.SaveOnly,
      ews.SendInvitationsOrCancellationsMode.SendToNone,
    ),
  );

/** `Set calendar:Start`, `Delete item:Subject`, `Set Written`: what the request changes, in its order. */
async function changesOf(patch: EventPatch): Promise<string[]> {
  const updates = descendant(readXml(await updateRequest(patch)), 'Updates')?.children ?? [];
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
        const read = item && eventFromEws(item, timeZone);
        expect(read && equalFields(read, event), JSON.stringify({ read, event })).toBe(true);
      }),
      { seed: 20_261_120, numRuns: 150 },
    );
  });

  it('carries the tag', async () => {
    expect(tagOf(await created(EVENT))).toEqual(TAG);
  });

  it('an all-day event begins at midnight of the given zone, written with that zone', async () => {
    const item = await created({ ...EVENT, when: { showWithoutTime: true, start: '2026-12-06', duration: 'P1D' } });
    expect(childText(item, 'Start')).toBe('2026-12-05T22:00:00.000+00:00');
    expect(childText(item, 'End')).toBe('2026-12-06T22:00:00.000+00:00');
    expect(childText(item, 'IsAllDayEvent')).toBe('true');
    for (const name of ['StartTimeZone', 'EndTimeZone']) {
      expect(descendant(item, name)?.attributes.Id).toBe('FLE Standard Time');
    }
  });

  it('the Windows zone that the mailbox gave is written back, else the one of the IANA zone, else UTC', async () => {
    const zoneOf = async (timeZone: string, windowsTimeZone?: string) => {
      const start = { showWithoutTime: false, start: '2026-12-01T09:00:00', duration: 'PT1H', timeZone } as const;
      const event = { ...EVENT, when: { ...start, ...(windowsTimeZone ? { windowsTimeZone } : {}) } };
      return descendant(await created(event), 'StartTimeZone')?.attributes.Id;
    };
    expect(await zoneOf('Europe/Kiev', 'Kaliningrad Standard Time')).toBe('Kaliningrad Standard Time');
    expect(await zoneOf('Europe/Kyiv')).toBe('FLE Standard Time');
    expect(await zoneOf('Antarctica/Troll')).toBe('UTC');
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

  it('a time goes with both ends, both zones and the all-day mark', async () => {
    expect(await changesOf({ when: EVENT.when })).toEqual([
      'Set calendar:Start',
      'Set calendar:End',
      'Set calendar:StartTimeZone',
      'Set calendar:EndTimeZone',
      'Set calendar:IsAllDayEvent',
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
});
