// The record of a shared calendar over HTTP. The rows of Ivanti play it with both servers: test/rows/ivanti.
import { describe, expect, it } from 'vitest';
import { ADA, configuredCompany, EXCHANGE, newCompany } from '../world/product/acme.ts';
import { appAt } from '../world/product/registered.ts';

appAt(() => Date.UTC(2026, 10, 20));
const RECORD = {
  name: 'Changes',
  email: 'changes@example.com',
  loginType: 'Plain',
  serverUrl: EXCHANGE.url,
  password: 'x',
  timeZone: 'Europe/Helsinki',
};

describe('calendar-record', () => {
  it('is new where there is no connection, and has the zone that it is given', async () => {
    const { call } = await newCompany();
    const put = await call('PUT', 'calendar-record', { body: RECORD });
    expect(put).toMatchObject({ status: 201, body: { folderName: 'Calendar', timeZone: 'Europe/Helsinki' } });
    expect((await call('GET', 'exchange')).body).toMatchObject({ testMailbox: RECORD.email, access: 'delegate' });
  });

  it('without a zone anywhere, the zone is asked for', async () => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'calendar-record', { body: { ...RECORD, timeZone: undefined } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'timeZone', message: 'is missing' }] } });
  });

  it('takes the place of a connection that is in use, and needs its password for the other account', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', 'calendar-record')).status).toBe(404);
    const without = await call('PUT', 'calendar-record', { body: { ...RECORD, password: undefined } });
    expect(without).toMatchObject({ status: 422, body: { errors: [{ field: 'password' }] } });
    expect((await call('PUT', 'calendar-record', { body: RECORD })).status).toBe(201);
  });

  it('the mailbox of a person is no shared one', async () => {
    const { call } = await configuredCompany();
    const answer = await call('PUT', 'calendar-record', { body: { ...RECORD, email: ADA } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'address-taken' } });
  });
});
