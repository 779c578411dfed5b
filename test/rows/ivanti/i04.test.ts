// I4: one way unless an entry type is named. A change that is moved in Outlook must not bypass its approval.
import { expect, it } from 'vitest';
import { ADA, enabledIvantiCompany, hourOf } from '../../world/product/ivantiCompany.ts';

it('I4: an edit, a delete and a new event in Outlook change nothing in Ivanti', async () => {
  const company = await enabledIvantiCompany();
  const { exchange, work } = company;
  company.item('Review');
  company.event('Private lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
  await company.start(ADA);
  expect(company.items()).toEqual(['Review', 'Stands']);

  const person = exchange.person(ADA);
  const event = () => person.list().find(({ subject = '' }) => subject.startsWith('Review'))?.id ?? '';
  person.edit(event(), { subject: 'Review later', start: '2026-11-25T09:00:00', end: '2026-11-25T10:00:00' });
  await work(8);
  expect(company.items()).toEqual(['Review', 'Stands']);
  expect(company.office.list().find(({ title }) => title === 'Review')?.start).toBe(Date.UTC(2026, 10, 23, 7));
  // The calendar shows what is planned.
  expect(company.events(ADA)).toEqual(['Private lunch', 'Review']);

  person.remove(event());
  await work(8);
  expect(company.items()).toEqual(['Review', 'Stands']);
});

it('I4: an entry type that is named goes both ways, and a read-only item of it does not', async () => {
  const company = await enabledIvantiCompany({ connection: { twoWay: ['CalendarItem'] } });
  const { exchange, office, work } = company;
  company.item('Review');
  const change = office.addChange({ subject: 'Patch', owner: 'ada' });
  const window = company.item('Window', { change, times: hourOf(26) });
  company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
  await company.start(ADA);
  expect(company.items()).toEqual(['Lunch', 'Review', 'Stands', 'Window']);

  const person = exchange.person(ADA);
  const idOf = (subject: string) => person.list().find((each) => each.subject === subject)?.id ?? '';
  person.edit(idOf('Review'), { subject: 'Review later' });
  person.edit(idOf('Window'), { subject: 'Window later' });
  await work(8);
  // The item of a change has another type: it goes one way.
  expect(company.items()).toEqual(['Lunch', 'Review later', 'Stands', 'Window']);

  const lunch = office.list().find(({ title }) => title === 'Lunch');
  office.edit(lunch?.id ?? '', { change });
  office.closeChange(change);
  await work(8);
  person.edit(idOf('Lunch'), { subject: 'Lunch later' });
  await work(8);
  expect(company.items()).toEqual(['Lunch', 'Review later', 'Stands', 'Window']);
  expect(office.list().find(({ id }) => id === window)?.isReadOnly).toBe(true);
});
