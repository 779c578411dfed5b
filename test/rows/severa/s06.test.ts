// S6: the administrator selects which activity types go to Exchange.
import { expect, it } from 'vitest';
import { ADA, accepted, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

it('S6: activities of the chosen types go to Exchange, and the others are explained', async () => {
  const company = await enabledSeveraCompany();
  const { call, types } = company;
  const offered = (await call('GET', 'sources/severa/entry-types')).body.items as { name: string }[];
  expect(offered.map(({ name }) => name).sort()).toEqual(['Meeting', 'Personal', 'Task', 'Visit']);
  const { headers } = await call('GET', 'sources/severa');
  const rules = { filters: { toExchange: { entryTypes: [types.visit] }, toSource: {} } };
  await accepted(
    call('PUT', 'sources/severa', {
      body: { ...company.settings.severa, rules },
      headers: { 'if-match': headers.etag ?? '' },
    }),
  );
  const meeting = company.activity('Meeting with Ben');
  company.activity('Visit at Acme', {
    activityType: { guid: types.visit },
    startDateTime: '2026-11-24T09:00:00+02:00',
    endDateTime: '2026-11-24T10:00:00+02:00',
  });
  await company.start(ADA);
  expect(company.events()).toEqual(['Visit at Acme']);
  expect(company.activities()).toEqual(['Meeting with Ben', 'Visit at Acme']);
  const explained = await company.as(ADA, `GET explain?entry=${meeting}`);
  expect(JSON.stringify(explained.body)).toContain('"filtered"');
});
