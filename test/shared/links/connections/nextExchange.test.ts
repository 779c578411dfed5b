// The prepared connection.
import { describe, expect, it } from 'vitest';
import {
  dropNextExchange,
  readNextExchange,
  saveNextExchange,
} from '../../../../shared/links/connections/nextExchange.ts';
import { invalid } from '../../../../shared/links/refusal.ts';
import { GRAPH, memoryCompany } from '../memoryApp.ts';

const change = { precondition: { kind: 'none' }, settings: () => ({ value: GRAPH }) } as const;

describe('the prepared connection', () => {
  it('is written, read and dropped, each on record', async () => {
    const company = memoryCompany();
    expect(await readNextExchange(company.acting)).toEqual({ problem: 'not-found' });
    expect(await saveNextExchange(company.acting, change)).toMatchObject({ value: GRAPH, isNew: true });
    expect(await readNextExchange(company.acting)).toMatchObject({ value: GRAPH });
    expect(await dropNextExchange(company.acting)).toBeUndefined();
    expect(await dropNextExchange(company.acting)).toEqual({ problem: 'not-found' });
    expect(company.decisions.map(({ what }) => what)).toEqual(['nextExchangeChanged', 'nextExchangeDropped']);
  });

  it('settings that are refused are not stored', async () => {
    const company = memoryCompany();
    const refusal = invalid([{ field: 'signIn.password', message: 'is missing' }]);
    expect(await saveNextExchange(company.acting, { ...change, settings: () => refusal })).toEqual(refusal);
    expect(await readNextExchange(company.acting)).toEqual({ problem: 'not-found' });
  });

  it('is prepared beside one that is in use', async () => {
    const { acting, app } = memoryCompany();
    app.directory.exchange = () => ({ get: async () => undefined, put: async () => ({ ok: false, reason: 'stale' }) });
    expect(await saveNextExchange(acting, change)).toEqual({ problem: 'exchange-not-configured' });
  });

  it('somebody who changed it meanwhile is not written over', async () => {
    const { acting, app } = memoryCompany();
    await saveNextExchange(acting, change);
    const next = app.directory.nextExchange('acme');
    app.directory.nextExchange = () => ({ ...next, remove: async () => false });
    expect(await dropNextExchange(acting)).toEqual({ problem: 'version-stale' });
  });
});
