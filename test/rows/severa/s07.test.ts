// S7: the first synchronisation pairs by subject, start, end and recurrence, and shows a preview before it writes.
import { expect, it } from 'vitest';
import { ADA, accepted, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

it('S7: what is on both sides already is paired, and the preview says so before anything is written', async () => {
  const company = await enabledSeveraCompany();
  const { as, exchange, office, people } = company;
  company.activity('Review');
  company.event('Review');
  const monday = {
    frequency: 'Weekly',
    pattern: { weekly: { interval: 1, monday: true } },
    range: { maxOccurrences: 3 },
  };
  const afternoon = { startDateTime: '2026-11-23T13:00:00+02:00', endDateTime: '2026-11-23T14:00:00+02:00' };
  company.activity('Weekly', { ...afternoon, recurrence: monday });
  company.event('Weekly', {
    start: '2026-11-23T13:00:00',
    end: '2026-11-23T14:00:00',
    recurrence: {
      pattern: { kind: 'Weekly', interval: 1, days: ['Monday'], firstDayOfWeek: 'Monday' },
      end: { kind: 'Numbered', count: 3 },
    },
  });
  // The same subject at another time, and another subject at the same time, are two things.
  company.activity('Budget', afternoon);
  company.event('Budget', { start: '2026-11-25T13:00:00', end: '2026-11-25T14:00:00' });
  const before = [company.activities(), company.events()];

  await accepted(as(ADA, 'POST switch-on', { body: {} }));
  await company.work(2);
  const preview = await as(ADA, 'GET preview');
  expect(preview.body).toMatchObject({ ready: true, matched: 2, toExchange: 1, toSource: 1, invitations: 0 });
  expect([company.activities(), company.events()]).toEqual(before);

  await accepted(as(ADA, 'POST start'));
  await company.work();
  const both = ['Budget', 'Budget', 'Review', 'Weekly'];
  expect([company.activities(), company.events()]).toEqual([both, both]);
  const events = exchange.person(ADA).list();
  expect(events.filter(({ recurrence }) => recurrence !== undefined)).toHaveLength(1);
  expect(office.list().every(({ ownerUser }) => ownerUser?.guid === people[ADA])).toBe(true);
});
