// The status of a link, as its user reads it.
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_RULES } from '../../shared/sync/ports/linkRules.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { type RowWrite, StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { pairRow, side, wholePair } from '../shared/links/rows.ts';
import { adaPath, configuredCompany, ENTRY } from '../world/product/acme.ts';
import { listed, switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver } from '../world/product/registered.ts';

let now = Date.UTC(2026, 10, 20, 9);
const app = appAt(() => now);
const pair = (row: PairRow): RowWrite => ({ op: 'insert', kind: 'pair', name: row.pair, row });

describe('GET link', () => {
  it('before switching on it is off', async () => {
    const { call } = await configuredCompany();
    expect(await call('GET', adaPath('link'))).toMatchObject({ status: 200, body: { state: 'off' } });
  });

  it('after switching on it is listing, without a run and without pairs', async () => {
    const { call } = await switchedOn(app);
    expect((await call('GET', adaPath('link'))).body).toEqual({
      state: 'listing',
      source: 'planner',
      conflictPolicy: 'mailbox',
      rules: DEFAULT_RULES,
      leftOutBefore: '2026-10-21T09:00:00.000Z',
      running: false,
      firstRun: { step: 'reading', events: 0, entries: 0 },
      counts: { inStep: 0, waiting: 0, held: 0, leftOut: 0, unlinked: 0, left: 0, ended: 0, problems: 0 },
      pairs: { items: [] },
    });
  });

  it('shows the last run, the problem with what to do, when it is tried again, and the hold', async () => {
    const { call } = await listed(app, [
      {
        op: 'insert',
        kind: 'lease',
        name: '',
        row: {
          owner: 'o',
          until: 0,
          startedAt: now - 60_000,
          deletes: [],
          pause: { until: now + 60_000, failures: 1, connection: 'e1' },
          problem: { code: 'exchange-throttled', detail: 'ErrorServerBusy', at: now - 1000 },
        },
      },
      { op: 'insert', kind: 'hold', name: '', row: { id: 'h', state: 'held', count: 12, at: now } },
    ]);
    expect((await call('GET', adaPath('link'))).body).toMatchObject({
      running: false,
      lastRun: '2026-11-20T08:59:00.000Z',
      nextTry: '2026-11-20T09:01:00.000Z',
      problem: {
        code: 'exchange-throttled',
        who: 'nobody',
        detail: 'ErrorServerBusy',
        since: '2026-11-20T08:59:59.000Z',
      },
      hold: { deletes: 12, since: '2026-11-20T09:00:00.000Z' },
    });
  });

  it('a subscription that cannot be made is shown, and is no problem of the link', async () => {
    const { call, company, link } = await listed(app, []);
    const problem = { code: 'notifications-not-delivered', at: now };
    await app.directory.subscriptions(company).put({ link, dueAt: now + 60_000, problem }, undefined);
    const { body } = await call('GET', adaPath('link'));
    expect(body).toMatchObject({ notifications: { problem: { code: 'notifications-not-delivered' } } });
    expect(body).not.toHaveProperty('problem');
  });

  it('a business application that does not answer is shown in the words of the catalogue, until it answers', async () => {
    const { call, company } = await listed(app, []);
    const changes = () => Promise.reject(new StoreUnavailable('down'));
    const opened = vi
      .spyOn(app.directory, 'entries')
      .mockReturnValue({ ...app.directory.entries(company, 'planner'), changes });
    await deliver('pollSource', { v: 1, company, source: 'planner' });
    opened.mockRestore();
    const { body } = await call('GET', adaPath('link'));
    expect(body.poll).toMatchObject({
      problem: { code: 'source-unavailable', sentence: expect.any(String), since: '2026-11-20T09:00:00.000Z' },
      nextTry: '2026-11-20T09:00:30.000Z',
    });
    expect(body).not.toHaveProperty('problem');
    now += 30_000;
    await deliver('pollSource', { v: 1, company, source: 'planner' });
    expect((await call('GET', adaPath('link'))).body).not.toHaveProperty('poll');
  });

  it('every pair has its state, its reason and its problem, page by page, and no title', async () => {
    const { call } = await listed(app, [
      pair(wholePair('a')),
      pair(pairRow('b', { mailbox: side('x'), standing: { is: 'leftOut', reason: 'recurrence-not-supported' } })),
      pair(pairRow('c', { source: side('y'), problem: { code: 'item-rejected', field: 'title', at: now } })),
    ]);
    const first = (await call('GET', adaPath('link?limit=2'))).body;
    expect(first.counts).toMatchObject({ inStep: 1, leftOut: 1, waiting: 1, problems: 1 });
    expect(first.pairs).toMatchObject({
      items: [
        { pair: 'a', state: 'inStep', inExchange: true, inSource: true },
        {
          pair: 'b',
          state: 'leftOut',
          inExchange: true,
          inSource: false,
          reason: { code: 'recurrence-not-supported' },
        },
      ],
      next: 'b',
    });
    const second = (await call('GET', adaPath('link?limit=2&cursor=b'))).body.pairs;
    expect(second).toMatchObject({ items: [{ pair: 'c', problem: { code: 'item-rejected', field: 'title' } }] });
    expect(second).not.toHaveProperty('next');
    expect(JSON.stringify([first, second])).not.toContain('"title":');
  });

  it('titles are read live where they are asked for, and left away where they cannot be read', async () => {
    const { call } = await listed(app, [pair(pairRow('a', { source: side('e-1') })), pair(wholePair('b'))]);
    await call('PUT', 'sources/planner/entries/e-1', { body: ENTRY });
    const { pairs } = (await call('GET', adaPath('link?titles=true'))).body as { pairs: { items: object[] } };
    expect(pairs.items[0]).toMatchObject({ pair: 'a', title: 'Budget' });
    expect(pairs.items[1]).not.toHaveProperty('title');
  });
});
