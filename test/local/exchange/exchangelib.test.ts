// A foreign client, python3-exchangelib as Debian ships it, uses the local Exchange as it would a real one. It cannot
// speak to Exchange 2007: it sends a TimeZoneContext with every request, which that schema does not have.
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../local/exchange/accounts/accounts.ts';
import { ADA, ADA_HERSELF, BEN, SERVICE, startTestExchange } from './ewsClient.ts';
import { exchangelibIsMissing, runExchangelib } from './exchangelib.ts';

const TENANT = '8d823444-70ec-4f41-9239-2edd6ff1b199';
const APP = { name: '4c1c8e0e-35a4-4b8f-9a5f-52d7a2c5a1f0', password: 'app-secret' };
const DELEGATE: Account = {
  name: 'EXAMPLE\\svc-delegate',
  password: 'x',
  impersonates: [],
  opens: [{ mailbox: ADA, rights: 'FullAccess' }],
};

describe.skipIf(exchangelibIsMissing)('exchangelib (skipped where python3-exchangelib is not installed)', () => {
  it.each([
    { who: 'a service account by impersonation', account: SERVICE, impersonate: true, checks: 25 },
    { who: 'the user with their own account', account: ADA_HERSELF, impersonate: false, checks: 26 },
    { who: 'a service account by NTLM', account: SERVICE, impersonate: true, checks: 25, scheme: 'NTLM' },
    { who: 'a delegate with Full Access by NTLM', account: DELEGATE, impersonate: false, checks: 26, scheme: 'NTLM' },
    { who: 'an app by OAuth', account: APP, impersonate: true, checks: 25, scheme: 'Bearer' },
    {
      who: 'a service account on 2010 SP2',
      account: SERVICE,
      impersonate: true,
      checks: 25,
      version: 'Exchange2010_SP2',
    },
    { who: 'a service account on 2013', account: SERVICE, impersonate: true, checks: 25, version: 'Exchange2013' },
    { who: 'a service account on SE', account: SERVICE, impersonate: true, checks: 25, version: 'ExchangeSE' },
  ] as const)(
    '$who creates, reads, updates, deletes and synchronises',
    async ({ account, impersonate, checks, ...server }) => {
      const { scheme = 'Basic', version = 'Exchange2016' } = { scheme: undefined, version: undefined, ...server };
      const exchange = await startTestExchange({
        accounts: [SERVICE, ADA_HERSELF, DELEGATE],
        schemes: [scheme],
        apps: [{ clientId: APP.name, tenant: TENANT, secret: APP.password, impersonates: 'all' }],
        version,
        ...(scheme === 'NTLM' && { channelBinding: 'require' }),
      });
      const settings = {
        url: exchange.url,
        account: account.name,
        password: account.password,
        scheme,
        tenant: TENANT,
        mailbox: ADA,
        stranger: BEN,
        impersonate,
      };
      const result = await runExchangelib('exchangelibClient.py', exchange, settings);
      const signIns = exchange.signIns.get(scheme) ?? 0;
      await exchange.close();
      expect(result.errors).toBe('');
      expect(result.checks).toHaveLength(checks);
      expect(result.status).toBe(0);
      expect(exchange.mail).toEqual([]);
      expect(signIns).toBeGreaterThan(0);
    },
    60_000,
  );
});
