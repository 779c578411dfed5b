// The organisation that let this service in.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../shared/app/app.ts';
import { readConsent, withdrawConsent } from '../../../shared/links/consent.ts';
import { memoryCompany } from './memoryApp.ts';

describe('a consent', () => {
  it('is read until it is withdrawn, which goes on record', async () => {
    const { acting, app } = memoryCompany();
    const consent = { cloud: 'global', tenant: 't', grantedAt: 1 } as const;
    const released: unknown[] = [];
    const consents: Partial<App['directory']['consents']> = {
      get: async () => (released.length === 0 ? consent : undefined),
      release: async (company, { row }) => void released.push([company, row.what, row.by]),
    };
    app.directory.consents = consents as App['directory']['consents'];
    expect(await readConsent(acting)).toEqual(consent);
    await withdrawConsent(acting);
    expect(released).toEqual([['acme', 'consentWithdrawn', 'company']]);
    expect(await readConsent(acting)).toEqual({ problem: 'not-found' });
  });
});
