// I5: over EWS and over Graph.
import { expect, it } from 'vitest';
import { ADA, accepted, CHANGES, enabledIvantiCompany, hourOf } from '../../world/product/ivantiCompany.ts';

it.each([
  ['EWS', {}],
  ['Graph', { graph: true }],
] as const)('I5: items reach a shared calendar and that of their owner over %s, and follow', async (_, api) => {
  const company = await enabledIvantiCompany(api);
  const review = company.item('Review');
  await accepted(company.call('PUT', `shared-mailboxes/${CHANGES}`, { body: { name: 'Changes' } }));
  await company.startShared();
  await company.start(ADA);
  expect([company.events(CHANGES), company.events(ADA)]).toEqual([['Review', 'Stands'], ['Review']]);
  company.office.edit(review, { title: 'Review later', times: hourOf(27) });
  await company.work(4);
  expect([company.events(CHANGES), company.events(ADA)]).toEqual([['Review later', 'Stands'], ['Review later']]);
  company.office.remove(review);
  await company.work(8);
  expect([company.events(CHANGES), company.events(ADA)]).toEqual([['Stands'], []]);
});
