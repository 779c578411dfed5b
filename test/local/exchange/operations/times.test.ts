// Times on the wire: offsets, zones and all-day items (learn.microsoft.com: Time zones and EWS in Exchange, table 2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
afterAll(() => exchange.close());

/** `more` stands behind the times, in the order of the schema. */
const between = (start: string, end: string, more = '') => `<t:Start>${start}</t:Start><t:End>${end}</t:End>${more}`;
const FLE = '<t:StartTimeZone Id="FLE Standard Time"/><t:EndTimeZone Id="FLE Standard Time"/>';
const ALL_DAY = '<t:IsAllDayEvent>true</t:IsAllDayEvent>';

async function times(item: string, written: ews.Asking = {}, read: ews.Asking = {}): Promise<string[]> {
  const id = await ews.created(exchange, item, written);
  const answer = await ews.ask(exchange, ews.getRequest([id]), read);
  return ['Start', 'End', 'StartTimeZoneId'].map((name) => ews.text(answer, name));
}

describe('times', () => {
  it.each([
    {
      what: 'an offset is taken as such',
      item: between('2026-07-01T09:00:00+02:00', '2026-07-01T10:00:00Z', FLE),
      asking: {},
      start: '2026-07-01T07:00:00Z',
      zone: 'FLE Standard Time',
    },
    {
      what: 'without one, the zone of the item counts',
      item: between('2026-07-01T09:00:00', '2026-07-01T10:00:00', FLE),
      asking: { timeZone: 'Eastern Standard Time' },
      start: '2026-07-01T06:00:00Z',
      zone: 'FLE Standard Time',
    },
    {
      what: 'without that, the zone of the request',
      item: between('2026-07-01T09:00:00', '2026-07-01T10:00:00'),
      asking: { timeZone: 'Eastern Standard Time' },
      start: '2026-07-01T13:00:00Z',
      zone: 'Eastern Standard Time',
    },
    {
      what: 'without any, UTC',
      item: between('2026-07-01T09:00:00', '2026-07-01T10:00:00'),
      asking: {},
      start: '2026-07-01T09:00:00Z',
      zone: 'UTC',
    },
  ])('$what', async ({ item, asking, start, zone }) => {
    const [shown, , zoneId] = await times(item, asking);
    expect([shown, zoneId]).toEqual([start, zone]);
  });

  it('answers in the zone of the request', async () => {
    const item = between('2026-07-01T09:00:00Z', '2026-12-01T10:00:00Z');
    expect((await times(item, {}, { timeZone: 'FLE Standard Time' })).slice(0, 2)).toEqual([
      '2026-07-01T12:00:00+03:00',
      '2026-12-01T12:00:00+02:00',
    ]);
  });

  it.each([
    {
      what: 'keeps midnights of its zone',
      start: '2026-11-20T00:00:00',
      end: '2026-11-21T00:00:00',
      shown: ['2026-11-19T22:00:00Z', '2026-11-20T22:00:00Z'],
    },
    {
      what: 'widens other times to midnights of its zone',
      start: '2026-11-20T09:00:00',
      end: '2026-11-21T10:00:00',
      shown: ['2026-11-19T22:00:00Z', '2026-11-21T22:00:00Z'],
    },
    {
      what: 'lasts a day at least',
      start: '2026-11-20T00:00:00',
      end: '2026-11-20T00:00:00',
      shown: ['2026-11-19T22:00:00Z', '2026-11-20T22:00:00Z'],
    },
    {
      what: 'crosses a change of the clock',
      start: '2026-10-24T00:00:00',
      end: '2026-10-26T00:00:00',
      shown: ['2026-10-23T21:00:00Z', '2026-10-25T22:00:00Z'],
    },
  ])('an all-day item $what', async ({ start, end, shown }) => {
    expect((await times(between(start, end, ALL_DAY + FLE))).slice(0, 2)).toEqual(shown);
  });

  it('an all-day item written in UTC midnights with a Helsinki zone covers two days there', async () => {
    const item = between('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', ALL_DAY + FLE);
    expect((await times(item)).slice(0, 2)).toEqual(['2026-11-19T22:00:00Z', '2026-11-21T22:00:00Z']);
  });

  it.each([
    ['Start and End before IsAllDayEvent are whole days', ['Start', 'End', 'IsAllDayEvent'], ['00:00:00', '00:00:00']],
    ['IsAllDayEvent first leaves them as they are', ['IsAllDayEvent', 'Start', 'End'], ['09:00:00', '10:00:00']],
  ])('an update of an all-day item sets its properties in the order sent: %s', async (_, names, shown) => {
    const id = await ews.created(exchange, between('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', ALL_DAY));
    const values: Record<string, string> = {
      Start: '2026-11-20T09:00:00Z',
      End: '2026-11-20T10:00:00Z',
      IsAllDayEvent: 'false',
    };
    const updates = names.map((name) => ews.setField(`calendar:${name}`, `<t:${name}>${values[name]}</t:${name}>`));
    const [updated = id] = ews.idsIn(await ews.ask(exchange, ews.updateRequest(id, updates.join(''))));
    const answer = await ews.ask(exchange, ews.getRequest([updated]));
    expect(['Start', 'End'].map((name) => ews.text(answer, name).slice(11, 19))).toEqual(shown);
    expect(ews.text(answer, 'IsAllDayEvent')).toBe('false');
  });

  it('shows a zone with its rules by year', async () => {
    const zone = '<t:StartTimeZone Id="AUS Eastern Standard Time"/><t:EndTimeZone Id="AUS Eastern Standard Time"/>';
    const id = await ews.created(exchange, between('2026-07-01T09:00:00', '2026-07-01T10:00:00', zone));
    const answer = await ews.ask(exchange, ews.getRequest([id], ews.fieldPath('calendar:StartTimeZone')));
    const [shown] = ews.all(answer, 'StartTimeZone');
    expect(shown && ews.texts(shown, 'DateTime')).toEqual(['2008-01-01T00:00:00']);
    expect(shown && ews.all(shown, 'TransitionsGroup')).toHaveLength(2);
  });

  it('shows a zone with its rule, and unknown zones are refused', async () => {
    const id = await ews.created(exchange, between('2026-07-01T09:00:00', '2026-07-01T10:00:00', FLE));
    const [zone] = ews.all(await ews.ask(exchange, ews.getRequest([id])), 'StartTimeZone');
    expect(zone?.attributes).toEqual({ Id: 'FLE Standard Time', Name: '(UTC+02:00) FLE Standard Time' });
    const period = zone && ews.all(zone, 'Period').map(({ attributes }) => [attributes.Name, attributes.Bias]);
    expect(period).toEqual([
      ['Standard', '-PT2H'],
      ['Daylight', '-PT3H'],
    ]);
    const rules =
      zone &&
      ews
        .all(zone, 'RecurringDayTransition')
        .map((rule) => ['TimeOffset', 'Month', 'DayOfWeek', 'Occurrence'].map((name) => ews.text(rule, name)));
    expect(rules).toEqual([
      ['PT3H', '3', 'Sunday', '-1'],
      ['PT4H', '10', 'Sunday', '-1'],
    ]);
  });

  it.each([true, false])('GetServerTimeZones lists every zone, rules included: %s', async (full) => {
    const answer = await ews.ask(exchange, `<m:GetServerTimeZones ReturnFullTimeZoneData="${full}"/>`);
    const zones = ews.all(answer, 'TimeZoneDefinition');
    expect(zones.length).toBeGreaterThan(130);
    expect(zones.every((zone) => zone.children.length > 0 === full)).toBe(true);
  });
});
