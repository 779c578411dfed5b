// The connection to Exchange that is in use.
import { describe, expect, it, vi } from 'vitest';
import { readExchange, saveExchange, testExchange } from '../../../../shared/links/connections/exchangeConnection.ts';
import { invalid } from '../../../../shared/links/refusal.ts';
import { EXCHANGE, GRAPH, memoryCompany } from '../memoryApp.ts';

const any = { kind: 'any' } as const;

describe('the connection to Exchange', () => {
  it('is read and changed on record, and this process reads its settings anew', async () => {
    const company = memoryCompany();
    const { acting, app } = company;
    expect(await readExchange(acting)).toMatchObject({ value: EXCHANGE });
    const saved = await saveExchange(acting, { precondition: any, settings: () => ({ value: GRAPH }) });
    expect(saved).toMatchObject({ value: GRAPH, isNew: false });
    expect(await readExchange(acting)).toMatchObject({ value: GRAPH });
    expect(app.settingsChanged).toHaveBeenCalledWith('acme');
    expect(company.decisions.map(({ what }) => what)).toEqual(['exchangeChanged']);
  });

  it('its secrets are sealed for the company', async () => {
    const { acting, app } = memoryCompany();
    const sealing = { ...app, sealPassword: (company: string, secret: string) => `${company}: ${secret}` };
    const saved = await saveExchange(
      { ...acting, app: sealing },
      {
        precondition: any,
        settings: (stored, seal) => ({ value: { ...(stored ?? EXCHANGE), testMailbox: seal('secret') } }),
      },
    );
    expect(saved).toMatchObject({ value: { testMailbox: 'acme: secret' } });
  });

  it('settings that are refused, or belong to another version, are not stored', async () => {
    const { acting } = memoryCompany();
    const refusal = invalid([{ field: 'signIn.password', message: 'is missing' }]);
    expect(await saveExchange(acting, { precondition: any, settings: () => refusal })).toEqual(refusal);
    const unseen = { precondition: { kind: 'none' }, settings: () => ({ value: GRAPH }) } as const;
    expect(await saveExchange(acting, unseen)).toEqual({ problem: 'version-required' });
    expect(await readExchange(acting)).toMatchObject({ value: EXCHANGE });
  });
});

describe('testExchange', () => {
  it('answers the steps, also where one failed, or why there is nothing to test', async () => {
    const { acting, app } = memoryCompany();
    const steps = [{ step: 'mailbox', state: 'failed', tried: 'opened', problem: 'mailbox-access-denied' }] as const;
    const test = vi.fn<typeof app.testExchange>(async () => ({ ok: false, problem: 'mailbox-access-denied', steps }));
    const scope = { ...acting, app: { ...app, testExchange: test } };
    expect(await testExchange(scope, { next: true })).toEqual({ ok: false, steps });
    expect(test).toHaveBeenCalledWith('acme', { next: true });
    test.mockResolvedValue('exchange-not-configured');
    expect(await testExchange(scope, {})).toEqual({ problem: 'exchange-not-configured' });
  });
});
