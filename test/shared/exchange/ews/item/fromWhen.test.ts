import type { Appointment } from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import type { When } from '../../../../../shared/calendar/event.ts';
import { windowsFromIana } from '../../../../../shared/calendar/zones/windowsZones.ts';
import { USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { ianaClock } from '../../../../../shared/calendar/zones/zoneClock.ts';
import { assignOccurrenceWhen, assignWhen } from '../../../../../shared/exchange/ews/item/fromWhen.ts';
import { whenFromEws } from '../../../../../shared/exchange/ews/item/toWhen.ts';
import { captureRequest, type Ews } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { childText, descendant, readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
import { asStored } from './asStored.ts';

async function itemWith(
  assign: (ews: Ews, appointment: Appointment) => void,
  version: EwsVersion = 'Exchange2016',
): Promise<XmlElement> {
  const ews = await loadEws();
  const request = await captureRequest(ews, { version, impersonate: undefined }, (service) => {
    const appointment = new ews.Appointment(service);
    assign(ews, appointment);
    const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
    return service.CreateItems([appointment], calendar, NULL, ews.SendInvitationsMode.SendToNone);
  });
  const item = descendant(readXml(request), 'CalendarItem');
  if (!item) throw new Error('no item in the request');
  return item;
}

const writingIn = (timeZone: string) => ({
  allDay: windowsFromIana(timeZone) ?? 'UTC',
  zones: USUAL_ZONES,
  now: Date.parse('2026-11-30T12:00:00Z'),
});

const written = (when: When, timeZone: string, version?: EwsVersion) =>
  itemWith((ews, appointment) => assignWhen(ews, appointment, { when, writing: writingIn(timeZone) }), version);

const HELSINKI: When = {
  showWithoutTime: false,
  start: '2026-12-01T09:00:00',
  timeZone: 'Europe/Helsinki',
  duration: 'PT1H',
};

describe('assignWhen', () => {
  it.each(['Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kathmandu'])(
    'an all-day event keeps its dates in a mailbox in %s, at a change of the clocks too',
    async (timeZone) => {
      for (const start of ['2026-12-06', '2026-10-25', '2026-11-01', '2026-09-27']) {
        const when: When = { showWithoutTime: true, start, duration: 'P2D' };
        expect(whenFromEws(asStored(await written(when, timeZone)), timeZone)).toEqual(when);
      }
    },
  );

  it('a series goes with its recurrence, a single event without', async () => {
    const recurrence = { rule: { frequency: 'daily', interval: 1, end: { kind: 'never' } }, overrides: {} } as const;
    const series = await written({ ...HELSINKI, recurrence }, 'UTC');
    expect(descendant(series, 'DailyRecurrence')).toBeDefined();
    expect(descendant(await written(HELSINKI, 'UTC'), 'Recurrence')).toBeUndefined();
  });

  it('Exchange 2007 is given the zone of the start alone', async () => {
    const item = await written(HELSINKI, 'UTC', 'Exchange2007_SP1');
    expect(descendant(item, 'MeetingTimeZone')?.attributes.TimeZoneName).toBe('FLE Standard Time');
    expect(descendant(item, 'EndTimeZone')).toBeUndefined();
  });
});

describe('assignOccurrenceWhen', () => {
  it('is local in the zone of the series', async () => {
    const when = { showWithoutTime: false, start: '2026-12-02T10:00:00', duration: 'PT30M' } as const;
    const clock = ianaClock('Europe/Helsinki');
    const zone = { clock, windowsTimeZone: 'FLE Standard Time' };
    const item = await itemWith((ews, appointment) => assignOccurrenceWhen(ews, appointment, { when, zone }));
    expect([childText(item, 'Start'), childText(item, 'End'), childText(item, 'IsAllDayEvent')]).toEqual([
      '2026-12-02T08:00:00Z',
      '2026-12-02T08:30:00Z',
      'false',
    ]);
  });
});
