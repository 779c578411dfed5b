// A connection over EWS from its stored settings: whose secret it opens, and for how long it is shared.
import { describe, expect, it } from 'vitest';
import { SealBroken } from '../../../../shared/access/secrets.ts';
import { joinEws } from '../../../../shared/app/exchange/ews.ts';
import type { EwsSettings } from '../../../../shared/state/directory.ts';

/** Nothing listens on port 1. */
const SETTINGS: EwsSettings = {
  kind: 'ews',
  url: 'https://127.0.0.1:1/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'ACME\\sync', sealedPassword: 'sealed' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};
const which = { address: 'ada@example.com', calendar: undefined };

function join() {
  const asked: string[] = [];
  const ews = joinEws({
    networksOf: (company) => (company === 'walled' ? [] : ['127.0.0.0/8']),
    timeoutMs: 1_000,
    now: () => 0,
    newId: () => 'id',
    openSecret(company, sealed) {
      asked.push(`${company} ${sealed}`);
      if (company !== 'acme' && company !== 'walled') throw new SealBroken('another company');
      return 'password';
    },
  });
  return { ews, asked };
}

describe('joinEws', () => {
  it('the links of a company share one connection, until its settings change', async () => {
    const { ews, asked } = join();
    expect(await ews.mailbox('acme', { value: SETTINGS, etag: '1' }, which)).toMatchObject({ connection: '1' });
    await ews.mailbox('acme', { value: SETTINGS, etag: '1' }, { ...which, address: 'ben@example.com' });
    expect(asked).toEqual(['acme sealed']);
    expect(await ews.mailbox('acme', { value: SETTINGS, etag: '2' }, which)).toMatchObject({ connection: '2' });
    expect(asked).toHaveLength(2);
  });

  it('a secret that does not open is told, and nothing is connected', async () => {
    const { ews } = join();
    expect(await ews.mailbox('other', { value: SETTINGS, etag: '1' }, which)).toBe('password-unreadable');
    expect(await ews.test('other', SETTINGS, {})).toBe('password-unreadable');
  });

  it('an application signs in with its opened credential', async () => {
    const { ews, asked } = join();
    const credential = { kind: 'secret', sealedSecret: 'of the application' } as const;
    const application = { loginUrl: 'https://127.0.0.1:1', resourceUrl: 'https://r', tenant: 't', clientId: 'c' };
    const signIn = { method: 'oauth', ...application, credential } as const;
    await ews.mailbox('acme', { value: { ...SETTINGS, signIn }, etag: '1' }, which);
    expect(asked).toEqual(['acme of the application']);
  });

  it('the connection test says how far it came', async () => {
    const { ews } = join();
    const report = await ews.test('acme', SETTINGS, { write: true });
    expect(report).toMatchObject({ ok: false, problem: 'exchange-unreachable' });
  });

  it('a company reaches its own networks only', async () => {
    const { ews } = join();
    expect(await ews.test('walled', SETTINGS, {})).toMatchObject({ ok: false, problem: 'exchange-url-refused' });
  });
});
