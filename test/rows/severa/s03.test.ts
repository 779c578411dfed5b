// S3: the company first, then each user alone.
import { expect, it } from 'vitest';
import { send } from '../../world/product/registered.ts';
import { ADA, BEN, severaCompany } from '../../world/product/severaCompany.ts';

it('S3: the company is enabled first, then each user switches on, and nobody for another', async () => {
  const company = await severaCompany();
  const { as, call } = company;
  company.activity('Review');
  const early = await as(ADA, 'POST switch-on', { body: {} });
  expect([early.status, early.body.code]).toEqual([409, 'synchronisation-disabled']);
  const headers = { 'x-local-user': ADA, 'x-local-company': company.company };
  expect((await send('POST', 'synchronisation/enable', { headers })).status).toBe(403);

  expect((await call('POST', 'synchronisation/enable')).status).toBe(200);
  const users = async () => (await call('GET', 'users')).body.items;
  expect(await users()).toEqual([
    { email: ADA, name: 'Ada L', synchronisation: 'off' },
    { email: BEN, name: 'Ben B', synchronisation: 'off' },
  ]);
  await company.start(ADA);
  expect([company.events(ADA), company.events(BEN)]).toEqual([['Review'], []]);
  expect(await users()).toMatchObject([{ synchronisation: 'on' }, { synchronisation: 'off' }]);

  const other = await company.as(BEN, 'POST switch-on', {
    body: {},
    headers: { 'x-local-user': ADA },
  });
  expect([other.status, other.body.code]).toEqual([403, 'not-allowed']);
});
