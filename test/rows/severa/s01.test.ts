// S1: two ways, with or without anyone logged in.
import { expect, it } from 'vitest';
import { ADA, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

it('S1: activities become events and events become activities, and edits and deletions follow', async () => {
  const company = await enabledSeveraCompany();
  const { office, exchange, work } = company;
  const review = company.activity('Review');
  const lunch = company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
  await company.start(ADA);
  expect([company.activities(), company.events()]).toEqual([
    ['Lunch', 'Review'],
    ['Lunch', 'Review'],
  ]);

  // Nobody is signed in to this service: the timer does it.
  office.edit(review, { name: 'Review of the budget' });
  exchange.person(ADA).edit(lunch, { subject: 'Late lunch', start: '2026-11-24T13:00:00', end: '2026-11-24T14:00:00' });
  await work();
  expect([company.activities(), company.events()]).toEqual([
    ['Late lunch', 'Review of the budget'],
    ['Late lunch', 'Review of the budget'],
  ]);
  const late = office.list().find(({ name }) => name === 'Late lunch');
  expect(Date.parse(String(late?.startDateTime))).toBe(Date.UTC(2026, 10, 24, 11));

  exchange.person(ADA).remove(lunch);
  await work();
  expect([company.activities(), company.events()]).toEqual([['Review of the budget'], ['Review of the budget']]);
  office.remove(review);
  await work(8);
  expect([company.activities(), company.events()]).toEqual([[], []]);
  expect(exchange.mail).toEqual([]);
});
