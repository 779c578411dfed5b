// The settings of a company's business application.
import { describe, expect, it } from 'vitest';
import { newCompany, SOURCE } from '../world/product/acme.ts';
import { appAt } from '../world/product/registered.ts';

appAt(() => Date.UTC(2026, 10, 20));

describe('sources', () => {
  it('are stored, listed and read with their ETag', async () => {
    const { call } = await newCompany();
    const created = await call('PUT', 'sources/planner', { body: SOURCE });
    expect(created).toMatchObject({ status: 201, body: SOURCE });
    expect((await call('GET', 'sources')).body).toEqual({ items: [{ source: 'planner', ...SOURCE }] });
    expect((await call('GET', 'sources/planner')).headers.etag).toBe(created.headers.etag);
    expect((await call('GET', 'sources/other')).status).toBe(404);
    expect((await call('PUT', 'sources/planner', { body: SOURCE })).status).toBe(428);
  });

  it('PUT takes back what GET answered', async () => {
    const { call } = await newCompany();
    await call('PUT', 'sources/planner', { body: SOURCE });
    const { body, headers } = await call('GET', 'sources/planner');
    const put = await call('PUT', 'sources/planner', { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body });
  });

  it('a second one is refused: a company has one source', async () => {
    const { call } = await newCompany();
    await call('PUT', 'sources/planner', { body: SOURCE });
    const answer = await call('PUT', 'sources/other', { body: SOURCE });
    expect(answer).toMatchObject({ status: 409, body: { code: 'another-source' } });
    expect((await call('GET', 'sources/other')).status).toBe(404);
  });

  it.each([
    ['defaultType', { defaultType: 'holiday' }],
    ['entryTypes', { entryTypes: [...SOURCE.entryTypes, SOURCE.entryTypes[0]] }],
    ['entryTypes', { entryTypes: [] }],
    ['kind', { kind: 'unknown' }],
  ])('a wrong %s is refused for its field', async (field, wrong) => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'sources/planner', { body: { ...SOURCE, ...wrong } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});
