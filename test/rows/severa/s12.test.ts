// S12: private events become activities of the type Personal, others the default type; or skip, or "busy" alone.
import { describe, expect, it } from 'vitest';
import { ADA, BEN, enabledSeveraCompany, type SeveraCompany } from '../../world/product/severaCompany.ts';

/** Two events of Ada's: one is private. */
function events(company: SeveraCompany): void {
  company.event('Dentist', { sensitivity: 'Private', body: 'Bring the X-rays.' });
  company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
}

const typed = ({ office }: SeveraCompany) =>
  office
    .list()
    .map(({ name, activityType, notes }) => [name, activityType.guid, notes ?? ''])
    .sort();

describe('S12: a private event', () => {
  it('becomes type Personal, and another one the default type of its owner', async () => {
    const company = await enabledSeveraCompany();
    const { types, office, people } = company;
    office.setUser(people[BEN] ?? '', { defaultActivityType: types.visit });
    events(company);
    company.event('Visit of Ben', {}, BEN);
    await company.start(ADA);
    await company.start(BEN);
    expect(typed(company)).toEqual([
      ['Dentist', types.personal, 'Bring the X-rays.'],
      ['Lunch', types.meeting, ''],
      ['Visit of Ben', types.visit, ''],
    ]);
  });

  it('becomes the default type where no type Personal is set', async () => {
    const company = await enabledSeveraCompany({ connection: { personalType: undefined } });
    events(company);
    await company.start(ADA);
    const { meeting } = company.types;
    expect(typed(company).map(([name, type]) => [name, type])).toEqual([
      ['Dentist', meeting],
      ['Lunch', meeting],
    ]);
  });

  it('is skipped where the user says so', async () => {
    const company = await enabledSeveraCompany();
    events(company);
    await company.start(ADA, { rules: { privateEvents: { kind: 'skip' } } });
    expect([company.activities(), company.events()]).toEqual([['Lunch'], ['Dentist', 'Lunch']]);
  });

  it('shows that the user is busy, and nothing else, where the user says so', async () => {
    const company = await enabledSeveraCompany();
    events(company);
    await company.start(ADA, { rules: { privateEvents: { kind: 'busyOnly', title: 'Busy' } } });
    expect(typed(company)).toEqual([
      ['Busy', company.types.personal, ''],
      ['Lunch', company.types.meeting, ''],
    ]);
    expect(company.events()).toEqual(['Dentist', 'Lunch']);
  });
});
