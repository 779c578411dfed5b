// The organisation that let this service in.
import { describe, expect, it, vi } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import {
  finishConsent,
  readConsent,
  startConsent,
  withdrawConsent,
} from '../../../../shared/links/connections/consent.ts';
import { memoryCompany } from '../memoryApp.ts';

describe('a consent', () => {
  it('is started for the company of the caller, or refused', async () => {
    const { acting, app } = memoryCompany();
    const started = { url: 'https://login.example.com', session: 's', expiresAt: 1 };
    const consent = { start: vi.fn(async () => started), returned: vi.fn() };
    const withConsent = { ...acting, app: { ...app, consent } };
    expect(await startConsent(withConsent)).toBe(started);
    expect(consent.start).toHaveBeenCalledWith('acme');
    const refusing = { ...consent, start: async () => 'consent-not-offered' as const };
    expect(await startConsent({ ...acting, app: { ...app, consent: refusing } })).toEqual({
      problem: 'consent-not-offered',
    });
  });

  it('a return from Microsoft is handed on with the proof of the caller', async () => {
    const { app } = memoryCompany();
    const turn = { kind: 'bound', company: 'acme' } as const;
    const consent = { start: vi.fn(), returned: vi.fn(async () => turn) };
    expect(await finishConsent({ ...app, consent }, { state: 'x' }, { session: 's' })).toBe(turn);
    expect(consent.returned).toHaveBeenCalledWith({ state: 'x' }, { session: 's' });
  });

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
