// Enabling asks both connections first: test/functions/synchronisation.test.ts plays it over HTTP.
import { describe, expect, it, vi } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import type { ProbeReport } from '../../../../shared/exchange/probe/probeReport.ts';
import { disableSynchronisation, enableSynchronisation } from '../../../../shared/links/company/synchronisation.ts';
import type { Synchronisation } from '../../../../shared/state/synchronisation.ts';
import { memoryCompany } from '../memoryApp.ts';

const report = (ok: boolean): ProbeReport => ({ ok, steps: [] });

function company(exchange: ProbeReport, source?: ProbeReport) {
  const { app, acting } = memoryCompany();
  let stored: { value: Synchronisation; etag: string } | undefined;
  const resource = {
    get: async () => stored,
    put: vi.fn(async (value: Synchronisation, etag: string | undefined) => {
      if (etag !== stored?.etag) return { ok: false, reason: 'stale' } as const;
      stored = { value, etag: `${Number(etag ?? 0) + 1}` };
      return { ok: true, etag: stored.etag } as const;
    }),
  };
  const changed: App = {
    ...app,
    directory: { ...app.directory, synchronisation: () => resource },
    testExchange: async () => exchange,
    workplace: async () => (source ? { test: async () => source } : {}),
  };
  return { acting: { ...acting, app: changed }, resource };
}

describe('enableSynchronisation', () => {
  it.each([
    ['the exchange fails', report(false), report(true)],
    ['the source fails', report(true), report(false)],
  ])('changes nothing where the test of %s', async (_, exchange, source) => {
    const { acting, resource } = company(exchange, source);
    expect(await enableSynchronisation(acting)).toEqual({ failed: { exchange, source } });
    expect(resource.put).not.toHaveBeenCalled();
  });

  it('enables where both pass, and where the application has no test', async () => {
    for (const source of [report(true), undefined]) {
      const { acting } = company(report(true), source);
      expect(await enableSynchronisation(acting)).toMatchObject({ enabled: { state: 'enabled' } });
      expect(await disableSynchronisation(acting)).toMatchObject({ state: 'disabled' });
    }
  });
});
