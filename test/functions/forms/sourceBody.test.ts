// The form of the settings of an application that keeps its entries itself: secrets are write-only.
import { describe, expect, it } from 'vitest';
import { useApp } from '../../../functions/process/running.ts';
import { createApp } from '../../../shared/app/app.ts';
import { APPLICATIONS } from '../../../shared/sources/registry.ts';
import { sampleApplication } from '../../shared/sources/connect/sampleApplication.ts';
import { newCompany } from '../../world/product/acme.ts';
import { send, testConfig } from '../../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);
let ids = 0;
const newId = () => `id${ids++}`;
const app = createApp(testConfig, { now: () => now, newId }, [...APPLICATIONS, sampleApplication()]);
useApp(app);

const SAMPLE = {
  kind: 'sample',
  entryTypes: [{ id: 'visit', name: 'Visit' }],
  defaultType: 'visit',
  connection: { url: 'https://sample.example', account: 'acme', pageSize: 10 },
  secrets: { token: 'the token of these tests', pin: 'the pin of these tests' },
};
const { secrets: _, ...SHOWN } = SAMPLE;

async function connected() {
  const acme = await newCompany();
  const created = await acme.call('PUT', 'sources/s1', { body: SAMPLE });
  const stored = async () => (await app.directory.source(acme.company, 's1').get())?.value;
  const change = (body: object) =>
    acme.call('PUT', 'sources/s1', { body, headers: { 'if-match': created.headers.etag ?? '' } });
  return { ...acme, created, stored, change };
}

describe('PUT sources/{sourceId} of a connected application', () => {
  it('stores the secrets sealed, and shows everything else', async () => {
    const { call, created, stored } = await connected();
    expect(created).toMatchObject({ status: 201, body: SHOWN });
    expect(created.body).not.toHaveProperty('secrets');
    expect((await call('GET', 'sources/s1')).body).toEqual(SHOWN);
    expect((await call('GET', 'sources')).body).toEqual({ items: [{ source: 's1', ...SHOWN }] });
    const sealed = expect.stringMatching(/^v2\./);
    expect(await stored()).toMatchObject({ connection: SAMPLE.connection, secrets: { token: sealed, pin: sealed } });
    expect(JSON.stringify(await stored())).not.toContain('of these tests');
  });

  it('takes back what GET answered, and keeps the secrets', async () => {
    const { call, change, stored } = await connected();
    const before = await stored();
    expect(await change((await call('GET', 'sources/s1')).body)).toMatchObject({ status: 200, body: SHOWN });
    expect(await stored()).toEqual(before);
  });

  it('a secret that is given replaces the stored one, and no other', async () => {
    const { change, stored } = await connected();
    const before = (await stored())?.secrets;
    expect((await change({ ...SHOWN, secrets: { pin: 'another pin' } })).status).toBe(200);
    const after = (await stored())?.secrets;
    expect(after?.token).toBe(before?.token);
    expect(after?.pin).not.toBe(before?.pin);
  });

  it('secrets stay where other settings change, and are asked for again where they would be sent elsewhere', async () => {
    const { change } = await connected();
    const elsewhere = { ...SHOWN, connection: { ...SHOWN.connection, url: 'https://evil.example' } };
    expect(await change(elsewhere)).toMatchObject({ status: 422, body: { errors: [{ field: 'secrets.token' }] } });
    const pages = { ...SHOWN, connection: { ...SHOWN.connection, pageSize: 20 } };
    expect((await change(pages)).status).toBe(200);
  });

  it('secrets of another kind of source are not kept', async () => {
    const { call, change } = await connected();
    const { connection: _, ...builtIn } = { ...SHOWN, kind: 'entries' };
    const { headers } = await change(builtIn);
    const back = await call('PUT', 'sources/s1', { body: SHOWN, headers: { 'if-match': headers.etag ?? '' } });
    expect(back).toMatchObject({ status: 422, body: { errors: [{ field: 'secrets.token' }] } });
  });

  it.each([
    ['secrets.token', { secrets: { pin: 'p' } }],
    ['secrets.token', { secrets: { token: '', pin: 'p' } }],
    ['secrets.more', { secrets: { ...SAMPLE.secrets, more: 'x' } }],
    ['connection', { connection: undefined }],
    ['connection.url', { connection: { account: 'acme' } }],
    ['connection.url', { connection: { ...SAMPLE.connection, url: 'http://sample.example' } }],
    ['connection.more', { connection: { ...SAMPLE.connection, more: 1 } }],
    ['entryTypes', { entryTypes: [] }],
    ['rules.directions.absence', { rules: { directions: { absence: 'both' } } }],
    ['kind', { kind: 'other' }],
    ['kind', { kind: undefined }],
  ])('a wrong %s is refused for its field', async (field, wrong) => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'sources/s1', { body: { ...SAMPLE, ...wrong } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual({ field, message: expect.any(String) });
    expect(JSON.stringify(answer.body)).not.toContain('of these tests');
    expect((await call('GET', 'sources/s1')).status).toBe(404);
  });

  it('the built-in source has no connection', async () => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'sources/s1', { body: { ...SAMPLE, kind: 'entries' } });
    expect(answer.body.errors).toMatchObject([{ field: 'connection' }, { field: 'secrets' }]);
  });

  it('a change is on record by the names of its fields', async () => {
    const { call, change } = await connected();
    await change({ ...SHOWN, connection: { ...SHOWN.connection, pageSize: 20 }, secrets: { pin: 'another pin' } });
    const { items } = (await call('GET', 'audit')).body as { items: { fields?: string[] }[] };
    expect(items.map(({ fields }) => fields)).toContainEqual(['connection.pageSize', 'secrets.pin']);
    expect(JSON.stringify(items)).not.toContain('another pin');
  });

  it('a user of the company sees its entry types, and not how it is connected', async () => {
    const { call, company } = await connected();
    await call('PUT', 'users/ada@example.com', { body: { name: 'Ada' } });
    const headers = { 'x-local-user': 'ada@example.com', 'x-local-company': company };
    const { connection: _, ...types } = SHOWN;
    expect((await send('GET', 'sources/s1', { headers })).body).toEqual(types);
    expect((await send('GET', 'sources', { headers })).body).toEqual({ items: [{ source: 's1', ...types }] });
  });
});

describe('the entries API', () => {
  it('is there only for a source whose entries are kept here', async () => {
    const { call } = await connected();
    expect((await call('GET', 'sources/s1/entries')).status).toBe(404);
    expect((await call('GET', 'sources/s1/entries/e1')).status).toBe(404);
    expect((await call('PUT', 'sources/s1/entries/e1', { body: {} })).status).toBe(404);
    expect((await call('DELETE', 'sources/s1/entries/e1')).status).toBe(404);
  });
});
