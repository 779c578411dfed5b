// S10: an edit shows soon: the application or a person asks for a run, and the timer runs anyway.
import { describe, expect, it } from 'vitest';
import { ADA, enabledSeveraCompany, type SeveraCompany } from '../../world/product/severaCompany.ts';

async function started(): Promise<SeveraCompany> {
  const company = await enabledSeveraCompany();
  await company.start(ADA);
  return company;
}

describe('S10: a run is asked for', () => {
  it('by a person, costs one message however often, and is answered with when it ran', async () => {
    const company = await started();
    const { as, clock } = company;
    company.activity('Review');
    company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
    const before = company.waiting().length;
    const asked = await as(ADA, 'POST run');
    const askedAt = new Date(clock.now).toISOString();
    expect([asked.status, asked.body]).toEqual([202, { askedAt }]);
    clock.now += 1000;
    for (let times = 0; times < 5; times += 1) expect((await as(ADA, 'POST run')).body).toEqual({ askedAt });
    expect(company.waiting()).toHaveLength(before + 1);

    await company.deliverDue();
    expect((await as(ADA, 'GET run')).body).toEqual({ askedAt, ranAt: new Date(clock.now).toISOString() });
    const both = ['Lunch', 'Review'];
    expect([company.activities(), company.events()]).toEqual([both, both]);
  });
});
