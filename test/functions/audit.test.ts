// Who decided what about a link.
import { describe, expect, it } from 'vitest';
import { ADA, adaPath, configuredCompany } from './acme.ts';
import { listed } from './adaLink.ts';
import { appAt, send } from './registered.ts';

describe('GET audit', () => {
  it('each switch is on record once, with who and when, the newest first', async () => {
    let now = Date.UTC(2026, 10, 20);
    const app = appAt(() => now);
    const { call, company } = await listed(app);
    const next = () => {
      now += 60_000;
    };
    next();
    const headers = { 'x-local-user': ADA, 'x-local-company': company };
    await send('POST', adaPath('start'), { headers, body: {} });
    next();
    await call('POST', adaPath('start'), { body: {} });
    await call('POST', adaPath('switch-on'), { body: {} });
    next();
    await call('POST', adaPath('switch-off'), { body: {} });
    await call('POST', adaPath('switch-off'), { body: {} });
    expect((await call('GET', adaPath('audit'))).body.items).toEqual([
      { at: '2026-11-20T00:03:00.000Z', by: 'company', what: 'switchedOff' },
      { at: '2026-11-20T00:01:00.000Z', by: ADA, what: 'started' },
      { at: '2026-11-20T00:00:00.000Z', by: 'company', what: 'switchedOn' },
    ]);
  });

  it('before anything was decided it is empty', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', adaPath('audit'))).body).toEqual({ items: [] });
  });
});
