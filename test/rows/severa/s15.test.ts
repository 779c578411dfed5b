// S15: credentials, versions and the way to Exchange change without losing a pair.
import { expect, it } from 'vitest';
import { LOCAL_APP } from '../../world/localGraphApp.ts';
import { ADA, accepted, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

it('S15: another version, credential and interface keep every pair', async () => {
  const company = await enabledSeveraCompany();
  const { call, settings, work } = company;
  company.activity('Review');
  company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
  await company.start(ADA);
  const before = await company.pairs(ADA);
  expect(before).toHaveLength(2);
  const change = async (path: string, body: object) => {
    const { headers } = await call('GET', path);
    await accepted(call('PUT', path, { body, headers: { 'if-match': headers.etag ?? '' } }));
    await work();
  };

  await change('exchange', { ...settings.exchange, version: 'Exchange2010_SP2' });
  const { clientId, tenant, secret } = LOCAL_APP;
  const signIn = {
    method: 'oauth',
    ...{ loginUrl: new URL(company.exchange.url).origin, resourceUrl: 'https://outlook.office365.com' },
    ...{ tenant, clientId, credential: { kind: 'secret', secret } },
  };
  await change('exchange', { ...settings.exchange, signIn });
  await change('sources/severa', settings.severa);
  expect(await company.pairs(ADA)).toEqual(before);

  const application = { kind: 'own', tenant, clientId, credential: { kind: 'secret', secret } };
  const graph = { kind: 'graph', cloud: 'global', application, timeZone: 'Europe/Helsinki', testMailbox: ADA };
  await accepted(call('PUT', 'exchange/next', { body: graph }));
  await accepted(call('POST', 'exchange/cutover'));
  await work(6);
  expect((await call('GET', 'exchange')).body.kind).toBe('graph');
  expect(await company.pairs(ADA)).toEqual(before);
  company.activity('Visit', {
    startDateTime: '2026-11-25T09:00:00+02:00',
    endDateTime: '2026-11-25T10:00:00+02:00',
  });
  await work(4);
  const all = ['Lunch', 'Review', 'Visit'];
  expect([company.activities(), company.events()]).toEqual([all, all]);
});
