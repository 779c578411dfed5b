// S5: Exchange Server with address, delegate account and password, and rights that are limited to a group.
import { describe, expect, it } from 'vitest';
import { ADA, accepted, severaCompany } from '../../world/product/severaCompany.ts';

describe('S5: Exchange Server', () => {
  it.each(['Exchange2007_SP1', 'Exchange2010_SP2', 'ExchangeSE'] as const)(
    'as %s is tested step by step and works',
    async (server) => {
      const company = await severaCompany({ server });
      const test = await company.call('POST', 'exchange/test', { body: {} });
      expect(test.body).toMatchObject({ ok: true });
      await accepted(company.call('POST', 'synchronisation/enable'));
      company.activity('Review');
      company.event('Lunch', { start: '2026-11-24T12:00:00', end: '2026-11-24T13:00:00' });
      await company.start(ADA);
      expect([company.activities(), company.events()]).toEqual([
        ['Lunch', 'Review'],
        ['Lunch', 'Review'],
      ]);
    },
  );

  it('prints the commands for the management scope of a group, filled in', async () => {
    const company = await severaCompany();
    const { page } = await company.call('GET', 'exchange/commands?group=Consultants');
    expect(page).toContain("-Identity 'Consultants'");
    expect(page).toContain('ApplicationImpersonation');
    expect(page).toContain('svc-sync');
  });
});
