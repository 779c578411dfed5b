// S8: the first synchronisation leaves out what ended over 30 days ago, unless it recurs in the future.
import { describe, expect, it } from 'vitest';
import { ADA, enabledSeveraCompany, type SeveraCompany } from '../../world/product/severaCompany.ts';

const WEEKLY = {
  frequency: 'Weekly',
  pattern: { weekly: { interval: 1, thursday: true } },
  range: { maxOccurrences: 20 },
};
const day = (date: string) => ({ startDateTime: `${date}T09:00:00+03:00`, endDateTime: `${date}T10:00:00+03:00` });
const eventOn = (date: string) => ({ start: `${date}T12:00:00`, end: `${date}T13:00:00` });

async function company(): Promise<SeveraCompany> {
  const made = await enabledSeveraCompany();
  made.activity('31 days ago', day('2026-10-19'));
  made.activity('29 days ago', day('2026-10-22'));
  made.activity('Every Thursday since October', { ...day('2026-10-01'), recurrence: WEEKLY });
  made.event('Old lunch', eventOn('2026-10-19'));
  made.event('Lunch', eventOn('2026-10-22'));
  return made;
}

describe('S8: the first synchronisation', () => {
  it('leaves out what ended over 30 days ago, unless recurring with a future occurrence', async () => {
    const made = await company();
    await made.start(ADA);
    expect(made.events()).toEqual(['29 days ago', 'Every Thursday since October', 'Lunch', 'Old lunch']);
    expect(made.activities()).toEqual(['29 days ago', '31 days ago', 'Every Thursday since October', 'Lunch']);
  });

  it('takes as many days as the user says', async () => {
    const made = await company();
    await made.start(ADA, { pastDays: 60 });
    const all = ['29 days ago', '31 days ago', 'Every Thursday since October', 'Lunch', 'Old lunch'];
    expect([made.events(), made.activities()]).toEqual([all, all]);
  });
});
