// The checks that every request goes through before its handler: body, fields, unforeseen errors.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { configuredCompany, newCompany, SOURCE } from '../../world/product/acme.ts';
import { appAt, logged, send } from '../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));

describe('companyRoute', () => {
  it('a body that is not JSON is refused', async () => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'sources/planner', { text: '{"kind":' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-not-json', correlationId: 'invocation-1' } });
  });

  it('a body of more than a million characters is refused', async () => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'sources/planner', { text: `"${'a'.repeat(1_000_000)}"` });
    expect(answer).toMatchObject({ status: 413, body: { code: 'request-too-large' } });
  });

  it('a body that nests deeper or holds more values than a request has is refused', async () => {
    const { call } = await newCompany();
    for (const text of ['['.repeat(100_000), `[${'{},'.repeat(300_000)}{}]`]) {
      const answer = await call('PUT', 'sources/planner', { text });
      expect(answer).toMatchObject({ status: 413, body: { code: 'request-too-large' } });
    }
  });

  it('a body of a hundred thousand wrong fields is answered with the first hundred, their names cut', async () => {
    const { call } = await configuredCompany();
    const names = Array.from({ length: 50_000 }, (_, at) => `field${at}`);
    const body = Object.fromEntries(['x'.repeat(100_000), ...names].map((name) => [name, 1]));
    for (const path of ['sources/planner', 'sources/planner/entries/e-1']) {
      const answer = await call('PUT', path, { body: { ...SOURCE, ...body } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toHaveLength(100);
      expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
    }
  });

  it('every wrong field is named at once, by its place, and no value is repeated', async () => {
    const { call } = await newCompany();
    const entryTypes = [{ id: 'secret value', name: 'x' }, { id: 'meeting' }];
    const answer = await call('PUT', 'sources/planner', { body: { ...SOURCE, entryTypes, colour: 'secret value' } });
    const fields = (answer.body.errors as { field: string }[]).map((each) => each.field);
    expect(fields.sort()).toEqual(['colour', 'entryTypes[0].id', 'entryTypes[1].name']);
    expect(JSON.stringify(answer.body)).not.toContain('secret value');
  });

  it('an id in the address that a key cannot hold is refused', async () => {
    const { call } = await newCompany();
    const answer = await call('GET', 'sources/a%7Cb');
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'sourceId' }] } });
  });

  it('a storage account that does not answer is said as such', async () => {
    const { call } = await newCompany();
    vi.spyOn(app.directory, 'users').mockRejectedValueOnce(new StoreUnavailable('down'));
    expect(await call('GET', 'users')).toMatchObject({ status: 503, body: { code: 'state-unavailable' } });
  });

  it('an error that nobody foresaw shows neither stack nor message, and the log holds its name only', async () => {
    const { call } = await newCompany();
    vi.spyOn(app.directory, 'users').mockRejectedValueOnce(new TypeError('ada@example.com has no title'));
    const answer = await call('GET', 'users');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error', correlationId: 'invocation-1' } });
    expect(JSON.stringify(answer)).not.toContain('ada@example.com');
    expect(logged.at(-1)).toBe('listUsers: TypeError');
  });

  it('one company sees nothing of another', async () => {
    const acme = await configuredCompany();
    const other = await newCompany();
    expect((await acme.call('GET', 'exchange')).status).toBe(200);
    expect((await other.call('GET', 'exchange')).status).toBe(404);
    expect((await other.call('GET', 'sources')).body).toEqual({ items: [] });
    expect((await other.call('GET', 'users')).body).toEqual({ items: [] });
  });

  it('an address that no route has is not found', async () => {
    expect((await send('GET', 'nowhere')).status).toBe(404);
  });
});
