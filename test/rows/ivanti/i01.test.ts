// I1: calendar items that are created, updated and deleted follow in one calendar; and in that of each owner.
import { expect, it } from 'vitest';
import { ADA, accepted, BEN, CHANGES, enabledIvantiCompany, hourOf } from '../../world/product/ivantiCompany.ts';

it('I1: items of everybody are created, updated and deleted in one shared calendar', async () => {
  const company = await enabledIvantiCompany();
  const { call, office, work } = company;
  const review = company.item('Review');
  await accepted(call('PUT', `shared-mailboxes/${CHANGES}`, { body: { name: 'Changes' } }));
  await company.startShared();
  expect(company.events(CHANGES)).toEqual(['Review', 'Stands']);

  const window = company.item('Window', { owner: 'ben', times: hourOf(24), body: 'two\nlines', location: 'Room 1' });
  office.edit(review, { title: 'Review, moved', times: hourOf(25) });
  await work();
  expect(company.events(CHANGES)).toEqual(['Review, moved', 'Stands', 'Window']);
  const moved = await company.as(CHANGES, 'GET explain?title=Review,%20moved&date=2026-11-25');
  expect(moved.body).toMatchObject({ items: [{ verdict: 'inStep', inExchange: true, inSource: true }] });

  office.remove(window);
  await work(8);
  expect(company.events(CHANGES)).toEqual(['Review, moved', 'Stands']);
  expect([company.events(ADA), company.events(BEN)]).toEqual([[], []]);
  expect(company.exchange.mail).toEqual([]);
});

it('I1: a link of each owner shows the own items alone', async () => {
  const company = await enabledIvantiCompany();
  company.item('Review');
  await company.start(ADA);
  expect([company.events(ADA), company.events(BEN)]).toEqual([['Review'], []]);
  company.office.edit(company.office.list().find(({ title }) => title === 'Stands')?.id ?? '', { owner: 'ada' });
  await company.work(8);
  expect(company.events(ADA)).toEqual(['Review', 'Stands']);
});
