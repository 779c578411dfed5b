// The preview of a first run.
import { describe, expect, it } from 'vitest';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import type { RowWrite } from '../../shared/sync/ports/store.ts';
import { pairRow, side, wholePair } from '../shared/links/rows.ts';
import { adaPath, configuredCompany, ENTRY } from '../world/product/acme.ts';
import { listed, switchedOn } from '../world/product/adaLink.ts';
import { appAt } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const pair = (row: PairRow): RowWrite => ({ op: 'insert', kind: 'pair', name: row.pair, row });
const endedEntry = (name: string, id: string) =>
  pair(pairRow(name, { source: side(id), standing: { is: 'leftOut', reason: 'ended-before-start-of-sync' } }));

describe('GET preview', () => {
  it('is not ready while both sides are being listed', async () => {
    const { call } = await switchedOn(app);
    expect((await call('GET', adaPath('preview'))).body).toMatchObject({ ready: false, matched: 0, leftOut: [] });
  });

  it('counts what would happen, and names what is left out with its reason', async () => {
    const { call } = await listed(app, [
      pair(wholePair('a')),
      pair(pairRow('b', { source: side('e-2') })),
      endedEntry('c', 'e-1'),
      pair(pairRow('d', { mailbox: side('x'), standing: { is: 'leftOut', reason: 'recurrence-not-supported' } })),
    ]);
    await call('PUT', 'sources/planner/entries/e-1', { body: ENTRY });
    const { body } = await call('GET', adaPath('preview'));
    expect(body).toMatchObject({ ready: true, matched: 1, toExchange: 1, toSource: 0, leftOutCount: 2 });
    expect(body.leftOut).toEqual([
      {
        side: 'source',
        title: 'Budget',
        reason: 'ended-before-start-of-sync',
        sentence: expect.stringContaining('ended before'),
      },
      { side: 'mailbox', reason: 'recurrence-not-supported', sentence: expect.stringContaining('series') },
    ]);
  });

  it('a long list comes page by page', async () => {
    const { call } = await listed(app, [endedEntry('a', 'e-1'), endedEntry('b', 'e-2'), endedEntry('c', 'e-3')]);
    const first = (await call('GET', adaPath('preview?limit=2'))).body;
    expect(first).toMatchObject({ leftOutCount: 3, next: 'b' });
    const second = (await call('GET', adaPath('preview?limit=2&cursor=b'))).body;
    expect(second.leftOut).toHaveLength(1);
    expect(second).not.toHaveProperty('next');
  });

  it('a user who has not switched on has none', async () => {
    const { call } = await configuredCompany();
    expect(await call('GET', adaPath('preview'))).toMatchObject({ status: 409, body: { code: 'link-not-on' } });
  });
});
