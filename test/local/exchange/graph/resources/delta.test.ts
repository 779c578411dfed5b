// Change tracking over Graph, with its traps.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ADA, ask, events, IMMUTABLE, type Json, meetingOn, startGraph, utc } from '../graphClient.ts';

const VIEW = `/users/${ADA}/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z`;
const DAILY = {
  subject: 'Standup',
  start: utc('2026-12-01T09:00:00'),
  end: utc('2026-12-01T09:30:00'),
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2026-12-01', numberOfOccurrences: 3 },
  },
};

describe('delta', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());
  const create = async (body: object) =>
    (await ask(exchange, events(), { method: 'POST', body, headers: IMMUTABLE })).body;
  const prefer = (size?: number) => ({
    Prefer: `IdType="ImmutableId"${size === undefined ? '' : `, odata.maxpagesize=${size}`}`,
  });

  /** Follows the links to the end of a round. */
  async function round(link: string, size?: number): Promise<{ rows: Json[]; pages: number; link: string }> {
    const rows: Json[] = [];
    for (let [next, pages]: [string, number] = [link, 1]; ; pages += 1) {
      const { status, body } = await ask(exchange, next, { headers: prefer(size) });
      expect(status).toBe(200);
      rows.push(...(body.value ?? []));
      const end = body['@odata.deltaLink'];
      if (end) return { rows, pages, link: String(end) };
      next = String(body['@odata.nextLink']);
    }
  }

  it('tells everything once, then what changed, in one request when nothing did', async () => {
    const made = [await create(meetingOn('2026-12-01')), await create(meetingOn('2026-12-02'))];
    const first = await round(VIEW);
    expect(first.rows.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    const idle = await round(first.link);
    expect(idle).toMatchObject({ rows: [], pages: 1 });
    await ask(exchange, `${events()}/${made[0]?.id}`, { method: 'PATCH', body: { subject: 'Plan' } });
    await ask(exchange, `${events()}/${made[1]?.id}`, { method: 'DELETE' });
    const { rows } = await round(idle.link);
    expect(rows).toMatchObject([
      { id: made[0]?.id, subject: 'Plan', isAllDay: false },
      { id: made[1]?.id, '@removed': { reason: 'deleted' } },
    ]);
  });

  it('a full page is followed by another one, also by an empty one', async () => {
    for (const day of [1, 2, 3, 4]) await create(meetingOn(`2026-12-0${day}`));
    const { rows, pages } = await round(VIEW, 2);
    expect([rows.length, pages]).toEqual([4, 3]);
  });

  it('what changes while pages are read comes in this round or the next one', async () => {
    const made = [await create(meetingOn('2026-12-01')), await create(meetingOn('2026-12-02'))];
    const page = await ask(exchange, VIEW, { headers: prefer(1) });
    await ask(exchange, `${events()}/${made[1]?.id}`, { method: 'PATCH', body: { subject: 'Later' } });
    const rest = await round(String(page.body['@odata.nextLink']), 1);
    const next = await round(rest.link);
    expect([...rest.rows, ...next.rows].filter(({ subject }) => subject === 'Later')).toHaveLength(1);
  });

  it('reports as removed what was touched outside of the window, though it is there', async () => {
    const inside = await create(meetingOn('2026-12-01'));
    await create(meetingOn('2029-01-01'));
    const first = await round(VIEW);
    expect(first.rows).toHaveLength(1);
    const far = await create(meetingOn('2029-02-01'));
    await ask(exchange, `${events()}/${inside.id}`, {
      method: 'PATCH',
      body: { start: utc('2028-12-01T09:00:00'), end: utc('2028-12-01T10:00:00') },
    });
    const { rows } = await round(first.link);
    expect(rows.map((each) => [each.id, each['@removed']?.reason])).toEqual([
      [far.id, 'deleted'],
      [inside.id, 'deleted'],
    ]);
    expect((await ask(exchange, `${events()}/${inside.id}`)).status).toBe(200);
  });

  it('a series comes as its master and occurrences that say little; a cancelled one is a row that is not there', async () => {
    const master = await create(DAILY);
    const first = await round(VIEW);
    expect(first.rows.map(({ type }) => type)).toEqual(['seriesMaster', 'occurrence', 'occurrence', 'occurrence']);
    const [, second, third] = first.rows;
    expect(Object.keys(second ?? {}).sort()).toEqual([
      '@odata.etag',
      '@odata.type',
      'end',
      'id',
      'seriesMasterId',
      'start',
      'type',
    ]);
    await ask(exchange, `${events()}/${second?.id}`, { method: 'DELETE' });
    await ask(exchange, `${events()}/${third?.id}`, { method: 'PATCH', body: { subject: 'Special' } });
    const next = await round(first.link);
    expect(next.rows.map(({ type, subject }) => [type, subject])).toEqual([
      ['seriesMaster', 'Standup'],
      ['occurrence', undefined],
      ['exception', 'Special'],
    ]);
    expect(next.rows.some(({ id }) => id === second?.id)).toBe(false);
    expect(next.rows.every(({ id, seriesMasterId }) => id === master.id || seriesMasterId === master.id)).toBe(true);
  });

  it('says nothing of what was created and deleted between two rounds', async () => {
    const { link } = await round(VIEW);
    const { id } = await create(meetingOn('2026-12-01'));
    await ask(exchange, `${events()}/${id}`, { method: 'DELETE' });
    expect((await round(link)).rows).toEqual([]);
  });

  it('what a person moves away and back keeps its immutable id and is not removed', async () => {
    const { id } = await create(meetingOn('2026-12-01'));
    const { link } = await round(VIEW);
    const person = exchange.person(ADA);
    person.move(person.move(person.list()[0]?.id ?? '', 'inbox').id, 'calendar');
    expect((await round(link)).rows.map((row) => [row.id, row['@removed']])).toEqual([[id, undefined]]);
  });

  it('a link that is too old is gone, one of another making too', async () => {
    const { link } = await round(VIEW);
    exchange.person(ADA).invalidateWatermarks();
    const gone = await ask(exchange, link);
    expect([gone.status, gone.body.error?.code]).toEqual([410, 'SyncStateNotFound']);
    expect((await ask(exchange, `/users/${ADA}/calendarView/delta?$deltatoken=abc.def`)).status).toBe(410);
  });

  it('takes no $select, $filter, $expand or $top, and needs a window', async () => {
    for (const option of [
      '$select=subject',
      '$filter=isAllDay%20eq%20true',
      '$expand=instances',
      '$top=5',
      '$orderby=subject',
    ]) {
      const { status, body } = await ask(exchange, `${VIEW}&${option}`);
      expect([status, body.error?.code], option).toEqual([400, 'ErrorInvalidUrlQuery']);
    }
    expect((await ask(exchange, `/users/${ADA}/calendarView/delta`)).status).toBe(400);
  });

  it('events/delta tells single events and masters, with little of themselves', async () => {
    const single = await create(meetingOn('2026-12-01'));
    const master = await create(DAILY);
    await create(meetingOn('2026-10-01'));
    const path = `/users/${ADA}/events/delta`;
    const first = await round(`${path}?startDateTime=2026-11-01T00:00:00Z`);
    expect(first.rows.map(({ id, type, subject }) => [id, type, subject])).toEqual([
      [single.id, 'singleInstance', undefined],
      [master.id, 'seriesMaster', undefined],
    ]);
    expect((await ask(exchange, path)).status).toBe(400);
  });
});
