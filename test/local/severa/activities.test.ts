// The behaviours of docs/severa.md that concern activities; each test has the number of its row.
import { afterEach, expect, it } from 'vitest';
import type { SeveraBehaviour } from '../../../local/severa/http/behaviour.ts';
import { stage } from './client.ts';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function start(behaviour: Partial<SeveraBehaviour> = {}) {
  const set = await stage(behaviour);
  ended.push(() => set.severa.close());
  const list = async (query: string) => (await set.call('GET', `/v1/activities?${query}`)).json;
  const replace = (guid: string, change: { readonly path: string; readonly value: unknown; readonly op?: string }) =>
    set.call('PATCH', `/v1/activities/${guid}`, { body: [{ op: 'Replace', ...change }] });
  return { ...set, list, replace };
}
const at = (text: string) => encodeURIComponent(text);

it('10: the window has its limits', async () => {
  const { list, office, fields } = await start();
  office.create(fields());
  const from = (text: string) => list(`startDateTime=${at(text)}`);
  expect(await from('2026-11-23T10:00:00+02:00')).toHaveLength(1);
  expect(await from('2026-11-23T10:00:01+02:00')).toHaveLength(0);
  expect(await list(`endDateTime=${at('2026-11-23T09:00:00+02:00')}`)).toHaveLength(1);
  expect(await list(`useStrictStartAndEndDateTime=true&endDateTime=${at('2026-11-23T09:59:00+02:00')}`)).toEqual([]);
});

it('11: changedSince', async () => {
  const { list, office, fields, weekly, time, user, severa } = await start();
  const guid = office.create(fields());
  const series = office.create(weekly());
  expect(await list(`changedSince=${at('2026-11-20T10:00:00+02:00')}`)).toHaveLength(4);
  time.now += 60_000;
  const later = `changedSince=${at('2026-11-20T10:01:00+02:00')}`;
  severa.behaviour.seesParticipants = false;
  office.addParticipant(guid, user);
  office.removeParticipant(guid, user);
  expect(await list(later)).toEqual([]);
  severa.behaviour.seesParticipants = true;
  office.addParticipant(guid, user);
  expect(await list(later)).toHaveLength(1);
  severa.behaviour.seesSeriesOnOccurrenceChange = false;
  office.remove(office.occurrences(series)[0]?.guid ?? '');
  expect(await list(`recurrenceType=Series&${later}`)).toEqual([]);
  severa.behaviour.seesSeriesOnOccurrenceChange = true;
  office.remove(office.occurrences(series)[0]?.guid ?? '');
  expect(await list(`recurrenceType=Series&${later}`)).toHaveLength(1);
});

it('12, 13 and 15: series, occurrences and exceptions', async () => {
  const { list, office, weekly, severa } = await start();
  const series = office.create(weekly());
  expect(await list('recurrenceType=Series')).toMatchObject([{ guid: series, recurrenceType: 'Series' }]);
  const [one] = office.occurrences(series);
  expect(one).toMatchObject({ recurrenceType: 'Occurrence', recurrenceParentActivityGuid: series });
  expect(office.occurrences(series)[0]?.guid).toBe(one?.guid);
  office.edit(one?.guid ?? '', { name: 'Moved', startDateTime: '2026-11-23T08:00:00+02:00' });
  const kinds = (await list('')).map((row: { recurrenceType: string }) => row.recurrenceType).sort();
  expect(kinds).toEqual(['Exception', 'Occurrence', 'Occurrence']);
  expect(office.list()[0]?.recurrence?.exceptions).toEqual(['2026-11-23T09:00:00+02:00']);
  severa.behaviour.unstableOccurrenceGuids = true;
  expect((await list('recurrenceType=Occurrence'))[0].guid).not.toBe((await list('recurrenceType=Occurrence'))[0].guid);
});

it('14: the horizon', async () => {
  const { office, weekly, severa } = await start({ horizonMonths: 1 });
  const series = office.create(weekly({}));
  expect(office.occurrences(series)).toHaveLength(4);
  severa.behaviour.horizonMonths = 2;
  expect(office.occurrences(series)).toHaveLength(9);
});

it('16: read-only fields', async () => {
  const { call, fields, severa } = await start();
  const created = await call('POST', '/v1/activities', { body: fields({ guid: 'mine', hasHours: true }) });
  expect([created.status, created.json.hasHours]).toEqual([201, false]);
  expect(created.json.guid).not.toBe('mine');
  severa.behaviour.readOnlyFields = 'refuse';
  expect((await call('POST', '/v1/activities', { body: fields({ guid: 'mine' }) })).status).toBe(400);
});

it.each(['name', 'startDateTime', 'activityType', 'ownerUser'])('17: without %s', async (name) => {
  const { call, fields } = await start();
  const got = await call('POST', '/v1/activities', { body: fields({ [name]: undefined }) });
  expect(got.json.error).toMatchObject({ type: 'InvalidParameter', details: [{ location: { type: 'RequestBody' } }] });
});

it('18: a long location', async () => {
  const { call, fields } = await start();
  expect((await call('POST', '/v1/activities', { body: fields({ location: 'x'.repeat(1000) }) })).status).toBe(201);
  expect((await call('POST', '/v1/activities', { body: fields({ location: 'x'.repeat(1001) }) })).status).toBe(400);
});

it('19 and 20: PATCH', async () => {
  const { office, fields, replace, severa } = await start();
  const guid = office.create(fields());
  expect((await replace(guid, { path: '/name', value: 'New', op: 'replace' })).json).toMatchObject([
    { guid, name: 'New' },
  ]);
  expect((await replace(guid, { path: '/isClosed', value: true })).json[0].isClosed).toBe(true);
  expect((await replace(guid, { path: '/name', value: 'New', op: 'Add' })).json.error.type).toBe('InvalidOperation');
  const both = await replace(`${guid},none`, { path: '/name', value: 'Both' });
  expect([both.json.succeeded.length, both.json.errors.length]).toEqual([1, 1]);
  severa.behaviour.stringValuesOnly = true;
  expect((await replace(guid, { path: '/isClosed', value: false })).status).toBe(400);
  severa.behaviour.strictOpCase = true;
  expect((await replace(guid, { path: '/name', value: 'New', op: 'replace' })).status).toBe(400);
});

it('21: a removed activity leaves no trace', async () => {
  const { call, list, office, fields } = await start();
  const guid = office.create(fields());
  expect((await call('DELETE', `/v1/activities/${guid}`)).status).toBe(204);
  expect((await call('GET', `/v1/activities/${guid}`)).status).toBe(404);
  expect(await list(`changedSince=${at('2020-01-01T00:00:00Z')}`)).toEqual([]);
});

it('22 and 23: writes of an occurrence', async () => {
  const { call, office, weekly, fields, replace, severa } = await start();
  const series = office.create(weekly());
  const first = () => office.occurrences(series)[0]?.guid ?? '';
  expect((await replace(first(), { path: '/name', value: 'Other' })).json[0].recurrenceType).toBe('Exception');
  await call('DELETE', `/v1/activities/${first()}`);
  expect(office.occurrences(series)).toHaveLength(1);
  expect((await call('DELETE', `/v1/activities/${series}/exceptions`)).status).toBe(204);
  expect(office.occurrences(series)).toHaveLength(3);
  expect((await call('DELETE', `/v1/activities/${office.create(fields())}/exceptions`)).status).toBe(404);
  severa.behaviour.occurrenceWrites = '404';
  expect((await call('DELETE', `/v1/activities/${first()}`)).status).toBe(404);
  severa.behaviour.occurrenceWrites = 'wholeSeries';
  await call('DELETE', `/v1/activities/${first()}`);
  expect(office.occurrences(series)).toEqual([]);
});

it('24: participants', async () => {
  const { call, office, weekly, severa, user } = await start();
  const other = office.addUser({ email: 'ben@example.com' });
  const series = office.create(weekly());
  const participant = office.addParticipant(series, other);
  const path = (guid: string) => `/v1/activities/${guid}/activityparticipants`;
  expect((await call('GET', path(series))).json).toMatchObject([{ participantGuid: other, status: 'Unknown' }]);
  const occurrence = office.occurrences(series)[0]?.guid ?? '';
  expect((await call('DELETE', `${path(occurrence)}/${participant}`)).status).toBe(204);
  expect((await call('GET', path(occurrence))).json).toEqual([]);
  expect((await call('GET', path(series))).json).toHaveLength(1);
  severa.behaviour.ownerAsParticipant = true;
  expect((await call('GET', path(occurrence))).json).toMatchObject([{ participantGuid: user }]);
});

it.each([
  ['offset', '2026-11-23T09:00:00+02:00'],
  ['Z', '2026-11-23T07:00:00Z'],
  ['zoneless', '2026-11-23T09:00:00'],
  ['fraction', '2026-11-23T09:00:00.0000000+02:00'],
] as const)('25: times as %s', async (times, text) => {
  const { office, fields } = await start({ times });
  office.create(fields());
  expect(office.list()[0]?.startDateTime).toBe(text);
});

it('26: the end of an all-day activity', async () => {
  const { office, fields, severa } = await start();
  office.create(fields({ isAllDay: true }));
  expect(office.list()[0]?.endDateTime).toBe('2026-11-23T23:59:59+02:00');
  severa.behaviour.allDayEnd = 'exclusive';
  expect(office.list()[0]?.endDateTime).toBe('2026-11-24T00:00:00+02:00');
});
