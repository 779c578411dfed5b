// A company as the operator sees it.
import { expect, it } from 'vitest';
import { companyView } from '../../../functions/views/companyView.ts';

it('shows instants as text, and none that there is not', () => {
  const company = { company: 'acme', name: 'Acme', createdAt: 0, state: 'active' } as const;
  expect(companyView(company)).toEqual({ ...company, createdAt: '1970-01-01T00:00:00.000Z' });
  expect(companyView({ ...company, state: 'deleting', suspendedAt: 1000, deletesFrom: 2000 })).toMatchObject({
    suspendedAt: '1970-01-01T00:00:01.000Z',
    deletesFrom: '1970-01-01T00:00:02.000Z',
  });
});
