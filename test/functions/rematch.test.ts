// Matching anew: the start is taken back, the rows go with the next run, and who asked is on record.
import { describe, expect, it, vi } from 'vitest';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { listed } from '../world/product/adaLink.ts';
import { appAt } from '../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20, 9);
const app = appAt(() => now);
const sent = vi.spyOn(app.queues, 'syncLink');

describe('rematch', () => {
  it('takes the start back, asks for the rows to be forgotten and for a run', async () => {
    const { call, company, link, store } = await listed(app);
    await call('POST', adaPath('start'));
    expect(await call('POST', adaPath('rematch'))).toMatchObject({ status: 202, body: { state: 'listing' } });
    expect(await app.directory.links(company)).toMatchObject([{ on: true, started: false, epoch: 2 }]);
    expect((await store.load([{ kind: 'cleanup', name: '' }]))[0]?.row).toMatchObject({
      state: 'forgetting',
      epoch: 2,
    });
    expect(sent).toHaveBeenLastCalledWith({ company, link });
    const status = await call('GET', adaPath('link'));
    expect(status.body.state).toBe('listing');
    expect(status.body).not.toHaveProperty('cleanup');
    const { items } = (await call('GET', adaPath('audit'))).body as { items: { what: string }[] };
    expect(items.map(({ what }) => what)).toContain('matchedAnew');
  });

  it('asked twice, it is asked for once more; the preview has to be complete before a start', async () => {
    const { call, company } = await listed(app);
    for (let time = 0; time < 2; time += 1) expect((await call('POST', adaPath('rematch'))).status).toBe(202);
    expect(await app.directory.links(company)).toMatchObject([{ epoch: 3 }]);
    expect((await call('POST', adaPath('start'))).body.code).toBe('preview-not-ready');
  });

  it('a user who has not switched on has nothing to match', async () => {
    const { call } = await configuredCompany();
    expect((await call('POST', adaPath('rematch'))).body.code).toBe('link-not-on');
  });
});
