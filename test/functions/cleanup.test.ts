// Switching off: what we made is kept or removed, and counted before.
import { describe, expect, it, vi } from 'vitest';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import type { RowWrite } from '../../shared/sync/ports/store.ts';
import { pairRow, side, wholePair } from '../shared/links/rows.ts';
import { adaPath, configuredCompany, newCompany } from '../world/product/acme.ts';
import { listed, switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver, tick } from '../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20, 9);
const app = appAt(() => now);
const sent = vi.spyOn(app.queues, 'syncLink');
const pair = (row: PairRow): RowWrite => ({ op: 'insert', kind: 'pair', name: row.pair, row });
const made = (id: string) => ({ ...side(id), madeAt: now });

describe('switch-off', () => {
  it('is repeatable, also for a user who never switched on', async () => {
    const { call, company } = await switchedOn(app);
    for (let time = 0; time < 2; time += 1) {
      expect(await call('POST', adaPath('switch-off'))).toMatchObject({ status: 200, body: { state: 'off' } });
    }
    expect(await app.directory.links(company)).toMatchObject([{ on: false }]);
    const other = await configuredCompany();
    expect((await other.call('POST', adaPath('switch-off'))).body).toEqual({ state: 'off' });
  });

  it('with what we made: both copies of the switch say so, a run is asked for, and who asked is on record', async () => {
    const { call, company, link, store } = await listed(app);
    const answer = await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    expect(answer).toMatchObject({ status: 202, body: { state: 'removing' } });
    expect(await app.directory.links(company)).toMatchObject([{ on: false, started: false, removing: true }]);
    expect((await store.load([{ kind: 'link', name: '' }]))[0]?.row).toMatchObject({ on: false, removing: true });
    expect(sent).toHaveBeenLastCalledWith({ company, link });
    await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    const { items } = (await call('GET', adaPath('audit'))).body as { items: { what: string }[] };
    expect(items.map(({ what }) => what).sort()).toEqual(['removalAsked', 'switchedOn']);
    expect((await call('GET', adaPath('link'))).body.state).toBe('removing');
  });

  it('a removal is stopped by asking to keep, and by switching on', async () => {
    const { call, company, store } = await listed(app);
    const linkRow = async () => (await store.load([{ kind: 'link', name: '' }]))[0]?.row;
    await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    await call('POST', adaPath('switch-off'), { body: { events: 'keep' } });
    expect((await app.directory.links(company))[0]).not.toHaveProperty('removing');
    expect(await linkRow()).not.toHaveProperty('removing');
    await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    await call('POST', adaPath('switch-on'), { body: {} });
    expect(await linkRow()).toMatchObject({ on: true, epoch: 2 });
    expect(await linkRow()).not.toHaveProperty('removing');
  });

  it('removes for a user whose settings were lost, from the source of the company', async () => {
    const { call, company } = await configuredCompany();
    expect((await call('POST', adaPath('switch-off'), { body: { events: 'remove' } })).status).toBe(202);
    expect(await app.directory.links(company)).toMatchObject([{ on: false, removing: true, source: 'planner' }]);
    const empty = await newCompany();
    await empty.call('PUT', 'users/ada@example.com', { body: { name: 'Ada' } });
    const refused = await empty.call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    expect(refused.body.code).toBe('source-not-configured');
  });

  it('refuses anything else than keep and remove', async () => {
    const { call } = await switchedOn(app);
    const answer = await call('POST', adaPath('switch-off'), { body: { events: 'delete' } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'events' }] } });
  });

  it('the timer asks for it until it has ended, and then shows what was removed and kept', async () => {
    const { call, company, link, store } = await listed(app);
    await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    sent.mockClear();
    await tick('schedule');
    expect(sent).toHaveBeenCalledWith({ company, link });
    const counts = { removed: { events: 2, entries: 0 }, kept: { events: 1, entries: 0 } };
    const row = { state: 'done', epoch: 1, at: now, ...counts } as const;
    await store.commit([{ op: 'insert', kind: 'cleanup', name: '', row }]);
    await deliver('syncLink', { v: 1, company, link });
    expect((await app.directory.links(company))[0]).not.toHaveProperty('removing');
    expect((await call('GET', adaPath('link'))).body).toMatchObject({
      state: 'off',
      cleanup: { ended: true, ...counts },
    });
    sent.mockClear();
    await tick('schedule');
    expect(sent).not.toHaveBeenCalledWith({ company, link });
  });

  it('while it goes on, the pairs tell how far it is', async () => {
    const zero = { events: 0, entries: 0 };
    const { call, company } = await listed(app, [
      pair(
        pairRow('a', { source: side('s1'), cleared: { side: 'mailbox', as: 'removed' }, standing: { is: 'unlinked' } }),
      ),
      pair(wholePair('b', { mailbox: made('e2'), cleared: { side: 'mailbox', as: 'kept' } })),
      pair(wholePair('c', { mailbox: made('e3'), cleared: { side: 'mailbox', as: 'removed' } })),
      {
        op: 'insert',
        kind: 'cleanup',
        name: '',
        row: { state: 'removing', epoch: 1, at: now, removed: zero, kept: zero },
      },
    ]);
    await call('POST', adaPath('switch-off'), { body: { events: 'remove' } });
    expect(await app.directory.links(company)).toMatchObject([{ on: false }]);
    expect((await call('GET', adaPath('link'))).body.cleanup).toEqual({
      ended: false,
      since: '2026-11-20T09:00:00.000Z',
      removed: { events: 1, entries: 0 },
      kept: { events: 1, entries: 0 },
    });
  });
});

describe('GET created', () => {
  it('counts what we made on each side, and not what people made', async () => {
    const { call } = await listed(app, [
      pair(wholePair('a', { mailbox: made('e1') })),
      pair(wholePair('b', { mailbox: made('e2') })),
      pair(wholePair('c', { source: made('s3') })),
      pair(wholePair('d')),
      pair(wholePair('e', { mailbox: made('e5'), standing: { is: 'ended', at: now } })),
    ]);
    expect(await call('GET', adaPath('created'))).toMatchObject({
      status: 200,
      body: { events: 2, entries: 1, from: 'rows', complete: true },
    });
  });

  it('without rows it asks the mailbox for the tags, and says what is the matter with it', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', adaPath('created'))).body).toMatchObject({ code: 'exchange-unreachable' });
  });
});
