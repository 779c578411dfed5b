// I2: one record sets a shared calendar up, with the fields of Ivanti's own record under its names.
import { expect, it } from 'vitest';
import { accepted, CHANGES, hourOf, type IvantiCompany, ivantiCompany } from '../../world/product/ivantiCompany.ts';
import { authRecord, graphRecord, MAILBOX_ACCOUNT, plainRecord } from '../../world/product/ivantiRecord.ts';

const opened = async (): Promise<IvantiCompany> => {
  const company = await ivantiCompany({ isConnected: false, accounts: [MAILBOX_ACCOUNT] });
  company.item('Stands', { owner: 'ben', times: hourOf(30) });
  return company;
};

it('I2: the record alone connects the mailbox and its folder, and the items follow there', async () => {
  const company = await opened();
  const { call, exchange } = company;
  const plan = exchange.person(CHANGES).addCalendar('Plan');
  company.item('Review');
  const record = { ...plainRecord(exchange), folderName: 'Plan' };
  await accepted(call('PUT', 'calendar-record', { body: record }));
  await accepted(call('POST', 'synchronisation/enable'));
  await company.startShared();
  const subjects = exchange
    .person(CHANGES)
    .list(plan)
    .map(({ subject = '' }) => subject);
  expect([subjects.sort(), company.events(CHANGES)]).toEqual([['Review', 'Stands'], []]);

  const shown = await call('GET', 'calendar-record');
  const { password: _, ...visible } = record;
  expect(shown.body).toEqual({ ...visible, exchangeVersion: 'Exchange2016', timeZone: 'Europe/Helsinki' });
  // PUT takes the answer of GET: the password stays.
  const headers = { 'if-match': shown.headers.etag ?? '' };
  expect((await call('PUT', 'calendar-record', { body: shown.body, headers })).status).toBe(200);
  expect((await call('PUT', 'calendar-record', { body: shown.body, headers })).status).toBe(412);
});

it.each([
  ['the password with Auth Login', authRecord, { password: 'x' }, 'password'],
  ['the domain with Auth Login', authRecord, { domainName: 'EXAMPLE' }, 'domainName'],
  ['the client id with Plain Login', plainRecord, { clientId: 'x' }, 'clientId'],
  ['the server with Graph', () => graphRecord, { serverUrl: 'https://mail.example/EWS/Exchange.asmx' }, 'serverUrl'],
  ['no password', plainRecord, { password: undefined }, 'password'],
  ['no secret', authRecord, { clientSecretKey: undefined }, 'clientSecretKey'],
  ['no tenant', () => graphRecord, { clientTenantId: undefined }, 'clientTenantId'],
  ['another version', plainRecord, { exchangeVersion: 'Exchange 5.5' }, 'exchangeVersion'],
  ['a server without EWS', plainRecord, { serverUrl: 'http://mail.example' }, 'serverUrl'],
  ['another login', plainRecord, { loginType: 'None' }, 'loginType'],
  ['no name', plainRecord, { name: ' ' }, 'name'],
] as const)('I2: %s is refused by its name', async (_, record, change, field) => {
  const { call, exchange } = await opened();
  const answer = await call('PUT', 'calendar-record', { body: { ...record(exchange), ...change } });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  expect((await call('GET', 'calendar-record')).status).toBe(404);
});
