// Shared mailboxes over HTTP: named by the administrator, and switched on like a user's link.
import { describe, expect, it } from 'vitest';
import { ADA, configuredCompany } from '../world/product/acme.ts';
import { appAt, send } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const PATH = 'shared-mailboxes/changes%40example.com';
const body = { name: 'Changes', calendar: { name: 'Plan' } };

describe('a shared mailbox', () => {
  it('is saved, read, and switched on under users', async () => {
    const { call, company } = await configuredCompany();
    expect((await call('GET', PATH)).status).toBe(404);
    expect(await call('PUT', PATH, { body })).toMatchObject({ status: 201, body });
    expect((await call('GET', PATH)).body).toEqual(body);
    expect((await call('POST', 'users/changes%40example.com/switch-on', { body: {} })).status).toBe(202);
    expect(await app.directory.links(company)).toMatchObject([
      { on: true, calendar: { name: 'Plan' }, rules: { direction: 'toExchange' } },
    ]);
  });

  it('has an address that is nobody’s', async () => {
    const { call } = await configuredCompany();
    const answer = await call('PUT', `shared-mailboxes/${ADA}`, { body, headers: { 'if-match': '*' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'address-taken' } });
  });

  it.each([
    ['name', { name: ' ' }],
    ['calendar', { name: 'Changes', calendar: {} }],
  ])('a wrong %s is refused for its field', async (field, wrong) => {
    const { call } = await configuredCompany();
    expect(await call('PUT', PATH, { body: wrong })).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('is not a user’s to read', async () => {
    const { call, company } = await configuredCompany();
    await call('PUT', PATH, { body });
    const headers = { 'x-local-user': ADA, 'x-local-company': company };
    expect((await send('GET', PATH, { headers })).status).toBe(403);
  });
});
