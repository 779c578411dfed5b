// S13: tasks of projects are not synchronised, unless a setting says so.
import { expect, it } from 'vitest';
import { ADA, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

it.each([
  ['never by default', {}, ['Review']],
  ['with the setting', { projectTasks: true }, ['Review', 'Write the report']],
])('S13: tasks of projects go to Exchange %s', async (_, connection, events) => {
  const company = await enabledSeveraCompany({ connection });
  company.activity('Review');
  company.activity('Write the report', {
    activityType: { guid: company.types.task },
    phase: { guid: '00000000-0000-4000-a000-00000000000a' },
    startDateTime: '2026-11-24T09:00:00+02:00',
    endDateTime: '2026-11-24T10:00:00+02:00',
  });
  await company.start(ADA);
  expect(company.events()).toEqual(events);
  expect(company.activities()).toEqual(['Review', 'Write the report']);
});
