// Every secret of a connection's settings is found, whatever kind of connection it is.
import { describe, expect, it } from 'vitest';
import { secretsIn, withExchangeSecrets, withSourceSecrets } from '../../../../shared/app/secrets/storedSecrets.ts';
import type { EwsSettings, ExchangeSettings, SealedCredential } from '../../../../shared/state/directory.ts';

const ews: EwsSettings = {
  kind: 'ews',
  url: 'https://mail.example.com/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'ntlm', account: 'ACME\\sync', sealedPassword: 'one' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};
const oauth = (credential: SealedCredential): EwsSettings => ({
  ...ews,
  signIn: { method: 'oauth', loginUrl: 'l', resourceUrl: 'r', tenant: 't', clientId: 'c', credential },
});
const graph = (application: object): ExchangeSettings =>
  ({ kind: 'graph', cloud: 'global', application, timeZone: 'UTC', testMailbox: 'a@b.c' }) as ExchangeSettings;
const secret: SealedCredential = { kind: 'secret', sealedSecret: 'one' };
const certificate: SealedCredential = { kind: 'certificate', certificate: 'PEM', sealedPrivateKey: 'one' };

const CASES: readonly (readonly [string, ExchangeSettings, readonly string[]])[] = [
  ['a password', ews, ['one']],
  ['an application with a secret', oauth(secret), ['one']],
  ['an application with a certificate', oauth(certificate), ['one']],
  [
    "a company's own application over Graph",
    graph({ kind: 'own', tenant: 't', clientId: 'c', credential: secret }),
    ['one'],
  ],
  ["the operator's application over Graph", graph({ kind: 'operator' }), []],
];

describe('secretsIn', () => {
  it.each(CASES)('%s', (_, settings, secrets) => {
    expect(secretsIn(withExchangeSecrets, settings)).toEqual(secrets);
  });
});

describe('withExchangeSecrets', () => {
  it.each(CASES)('%s: nothing else is changed', (_, settings) => {
    const changed = withExchangeSecrets(settings, (sealed) => `${sealed}, anew`);
    expect(JSON.stringify(changed)).toBe(JSON.stringify(settings).replaceAll('"one"', '"one, anew"'));
  });
});

describe('withSourceSecrets', () => {
  const source = { source: 's', kind: 'made-up', entryTypes: [], defaultType: '', connection: { url: 'one' } };

  it('each secret is replaced by its name, and nothing else', () => {
    const settings = { ...source, secrets: { token: 'one', other: 'two' } };
    const changed = withSourceSecrets(settings, (sealed) => `${sealed}, anew`);
    expect(changed).toEqual({ ...source, secrets: { token: 'one, anew', other: 'two, anew' } });
    expect(secretsIn(withSourceSecrets, settings)).toEqual(['one', 'two']);
  });

  it('the built-in source has none', () => {
    expect(secretsIn(withSourceSecrets, source)).toEqual([]);
    expect(withSourceSecrets(source, () => 'x')).toBe(source);
  });
});
