// The promises about a company's settings: no answer holds a secret.
import { expect, it } from 'vitest';
import { exchange, source } from '../../../functions/answers/company.ts';

const EWS = {
  kind: 'ews',
  url: 'https://mail.example.com/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'sync' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};

it('a connection is answered without its password, sealed or not', () => {
  expect(exchange.safeParse(EWS).success).toBe(true);
  for (const name of ['password', 'sealedPassword']) {
    expect(exchange.safeParse({ ...EWS, signIn: { ...EWS.signIn, [name]: 'x' } }).success).toBe(false);
  }
});

it('a source is answered without its secrets', () => {
  const severa = { kind: 'severa', entryTypes: [], defaultType: 'meeting', connection: {} };
  expect(source.safeParse(severa).success).toBe(true);
  expect(source.safeParse({ ...severa, secrets: {} }).success).toBe(false);
});
