// The built-in source's REST API: any application pushes its entries.
import { describe, expect, it, vi } from 'vitest';
import { ADA, configuredCompany, ENTRY } from '../world/product/acme.ts';
import { appAt, logged } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const path = 'sources/planner/entries/e-1';

describe('entries', () => {
  it('a new entry is stored, read and listed as it was sent', async () => {
    const { call } = await configuredCompany();
    const created = await call('PUT', path, { body: ENTRY });
    expect(created).toMatchObject({ status: 201, body: ENTRY });
    const read = await call('GET', path);
    expect(read).toMatchObject({ status: 200, body: created.body });
    expect(read.headers.etag).toBe(created.headers.etag);
    const listed = await call('GET', 'sources/planner/entries');
    expect(listed.body).toEqual({ items: [{ id: 'e-1', ...created.body, etag: created.headers.etag }] });
  });

  it('a change needs the version that it changes, or says that any will do', async () => {
    const { call } = await configuredCompany();
    const { headers } = await call('PUT', path, { body: ENTRY });
    const body = { ...ENTRY, title: 'Budget 2027' };
    expect(await call('PUT', path, { body })).toMatchObject({ status: 428, body: { code: 'version-required' } });
    const changed = await call('PUT', path, { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(changed).toMatchObject({ status: 200, body: { title: 'Budget 2027' } });
    const stale = await call('PUT', path, { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'version-stale' } });
    expect((await call('PUT', path, { body, headers: { 'if-match': '*' } })).status).toBe(200);
    const taken = await call('PUT', path, { body, headers: { 'if-none-match': '*' } });
    expect(taken).toMatchObject({ status: 412, body: { code: 'already-exists' } });
  });

  it('PUT takes back what GET answered', async () => {
    const { call } = await configuredCompany();
    await call('PUT', path, { body: ENTRY });
    const { body, headers } = await call('GET', path);
    const put = await call('PUT', path, { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body });
  });

  it('a series comes back in the words in which it was sent, and is listed so', async () => {
    const { call } = await configuredCompany();
    const series = {
      ...ENTRY,
      recurrenceRule: { frequency: 'weekly', interval: 2, byDay: [{ day: 'mo' }, { day: 'th' }], until: '2027-06-30' },
      recurrenceOverrides: {
        '2026-11-26T09:00:00': { excluded: true },
        '2026-12-07T09:00:00': { start: '2026-12-08T13:00:00', end: '2026-12-08T14:00:00', title: 'Budget, later' },
        '2026-12-10T09:00:00': { showWithoutTime: true, start: '2026-12-10', end: '2026-12-11', alert: null },
      },
    };
    expect((await call('PUT', path, { body: { ...series, alert: 5 } })).status).toBe(201);
    const read = await call('GET', path);
    expect(read).toMatchObject({ status: 200, body: series });
    expect(read.body.recurrenceOverrides).toEqual(series.recurrenceOverrides);
    const listed = await call('GET', 'sources/planner/entries');
    expect(listed.body.items).toMatchObject([{ id: 'e-1', ...read.body }]);
    const put = await call('PUT', path, { body: read.body, headers: { 'if-match': read.headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body: read.body });
  });

  it.each([
    ['recurrenceRule.frequency', { recurrenceRule: { interval: 2 } }],
    ['recurrenceRule.byDay[0].day', { recurrenceRule: { frequency: 'weekly', byDay: [{ day: 'Monday' }] } }],
    ['recurrenceRule.until', { recurrenceRule: { frequency: 'daily', count: 2, until: '2027-01-01' } }],
    ['recurrenceOverrides', { recurrenceOverrides: {} }],
    [
      'recurrenceOverrides["2026-11-24T09:00:00"].end',
      { recurrenceRule: { frequency: 'daily' }, recurrenceOverrides: { '2026-11-24T09:00:00': { end: 'noon' } } },
    ],
    [
      'recurrenceOverrides["2026-11-24T10:00:00"]',
      { recurrenceRule: { frequency: 'daily' }, recurrenceOverrides: { '2026-11-24T10:00:00': { excluded: true } } },
    ],
  ])('a series with a wrong %s is refused for that field and not stored', async (field, wrong) => {
    const { call } = await configuredCompany();
    const answer = await call('PUT', path, { body: { ...ENTRY, ...wrong } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect((await call('GET', path)).status).toBe(404);
  });

  it('a deleted entry is gone, and deleting needs the version, too', async () => {
    const { call } = await configuredCompany();
    const { headers } = await call('PUT', path, { body: ENTRY });
    expect((await call('DELETE', path)).status).toBe(428);
    expect((await call('DELETE', path, { headers: { 'if-match': headers.etag ?? '' } })).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('DELETE', path, { headers: { 'if-match': '*' } })).status).toBe(404);
    expect((await call('GET', 'sources/planner/entries')).body).toEqual({ items: [] });
  });

  it('what the synchronisation stamped on an entry survives a change by the application', async () => {
    const { call, company } = await configuredCompany();
    await call('PUT', path, { body: ENTRY });
    const store = app.directory.entries(company, 'planner');
    const [before] = await store.read(['e-1']);
    if (!before) throw new Error('the entry was not stored');
    const { id, version, modified: _, ...entry } = before;
    const tag = { pair: 'p', nonce: 'n' };
    await store.write([{ op: 'replace', id, version, entry: { ...entry, tag, rev: 'r1' } }]);
    await call('PUT', path, { body: { ...ENTRY, title: 'New' }, headers: { 'if-match': '*' } });
    expect(await store.read(['e-1'])).toMatchObject([{ tag, rev: 'r1', content: { event: { title: 'New' } } }]);
  });

  it.each([
    ['end', { end: undefined }],
    ['end', { end: '2026-11-23T08:00:00' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['owner', { owner: 'nobody@example.com' }],
    ['owner', { owner: 'ada' }],
    ['type', { type: 'holiday' }],
    ['title', { title: 'a'.repeat(256) }],
  ])('an entry with a wrong %s is refused for that field and not stored', async (field, wrong) => {
    const { call } = await configuredCompany();
    const answer = await call('PUT', path, { body: { ...ENTRY, ...wrong } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
    expect((await call('GET', path)).status).toBe(404);
  });

  it('a body that is no object is refused', async () => {
    const { call } = await configuredCompany();
    expect((await call('PUT', path, { body: [ENTRY] })).status).toBe(422);
  });

  it('a list is read page by page, and by owner', async () => {
    const { call } = await configuredCompany();
    await call('PUT', 'users/grace@example.com', { body: { name: 'Grace' } });
    for (const id of ['a', 'b', 'c']) await call('PUT', `sources/planner/entries/${id}`, { body: ENTRY });
    await call('PUT', 'sources/planner/entries/d', {
      body: { ...ENTRY, owner: 'grace@example.com', participants: [ADA] },
    });
    const ids = (body: Record<string, unknown>) => (body.items as { id: string }[]).map((item) => item.id);
    const first = await call('GET', 'sources/planner/entries?limit=3');
    expect(ids(first.body)).toEqual(['a', 'b', 'c']);
    const second = await call('GET', `sources/planner/entries?limit=3&cursor=${String(first.body.next)}`);
    expect(ids(second.body)).toEqual(['d']);
    expect(second.body).not.toHaveProperty('next');
    expect(ids((await call('GET', `sources/planner/entries?owner=${ADA}`)).body)).toEqual(['a', 'b', 'c']);
    expect((await call('GET', 'sources/planner/entries?limit=0')).status).toBe(422);
  });

  it('every write asks for a look at the source; when that fails, the entry is stored all the same', async () => {
    const { call, company } = await configuredCompany();
    const poll = vi.spyOn(app.queues, 'pollSource');
    await call('PUT', path, { body: ENTRY });
    expect(poll).toHaveBeenLastCalledWith({ company, source: 'planner' });
    poll.mockRejectedValueOnce(new Error('queue down'));
    expect((await call('DELETE', path, { headers: { 'if-match': '*' } })).status).toBe(204);
    expect(logged.at(-1)).toContain('not sent');
  });

  it('a source that does not exist is not found', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', 'sources/other/entries')).status).toBe(404);
    expect((await call('PUT', 'sources/other/entries/e-1', { body: ENTRY })).status).toBe(404);
  });
});
