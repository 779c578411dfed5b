// The rows of a company, each with every field that it can have.
import { describe, expect, it } from 'vitest';
import {
  apiKeyRow,
  companyRow,
  consentAttemptRow,
  consentRow,
  exchangeRow,
  holderRow,
  holdingRow,
  linkSettingsRow,
  pollRow,
  sourceRow,
  tenantRow,
  userRow,
} from '../../../../shared/state/company/companyRows.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';

const exchange = {
  url: 'https://mail.example.com/EWS/Exchange.asmx',
  kind: 'ews',
  version: 'Exchange2016',
  signIn: { method: 'ntlm', account: 'EXAMPLE\\sync', sealedPassword: 'v1.x' },
  access: 'delegate',
  calendar: { name: 'Work' },
  caCertificate: '-----BEGIN CERTIFICATE-----',
  publicKeyPin: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};
const application = {
  method: 'oauth',
  loginUrl: 'https://login.microsoftonline.com',
  resourceUrl: 'https://outlook.office365.com',
  tenant: 'contoso.com',
  clientId: 'c',
};
const graph = {
  kind: 'graph',
  cloud: 'china',
  application: { kind: 'operator' },
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};
const attempt = {
  step: { kind: 'signIn', tenant: 't', codeVerifier: 'v' },
  nonce: 'n',
  sessionHash: 'h',
  expiresAt: 1,
};
const link = {
  link: 'u1',
  source: 's1',
  on: true,
  started: true,
  epoch: 2,
  conflictPolicy: 'source',
  endsAfter: 5,
  calendar: { id: 'AAMk=' },
  rules: DEFAULT_RULES,
};

const samples = [
  ['company', companyRow, { company: 'c', name: 'C', createdAt: 1 }],
  ['API key', apiKeyRow, { id: 'k', name: 'K', role: 'operator', createdAt: 1, hash: 'h' }],
  ['exchange', exchangeRow, exchange],
  ['exchange over Graph', exchangeRow, graph],
  ['consent', consentRow, { cloud: 'global', tenant: 't', grantedAt: 1 }],
  ['consent attempt', consentAttemptRow, attempt],
  ['organisation', tenantRow, { company: 'c' }],
  ['source', sourceRow, { source: 's', kind: 'entries', entryTypes: [{ id: 'm', name: 'M' }], defaultType: 'm' }],
  [
    'source of a connected application',
    sourceRow,
    {
      ...{ source: 's', kind: 'k', entryTypes: [{ id: 'm', name: 'M' }], defaultType: 'm' },
      ...{ connection: { url: 'u', pages: { size: 5 } }, secrets: { token: 'v2.x' } },
    },
  ],
  ['user', userRow, { user: 'u1', email: 'ada@example.com', name: 'Ada' }],
  ['link settings', linkSettingsRow, link],
  ['holder', holderRow, { entry: 'e', link: 'u1' }],
  ['link on hold', holdingRow, { link: 'u1' }],
] as const;

describe('the rows of a company', () => {
  it.each(samples)(
    'a row of kind %s is read as it stands, and with a field more or less not at all',
    (_, schema, row) => {
      expect(schema.parse(row)).toEqual(row);
      expect(schema.safeParse({ ...row, more: 1 }).success).toBe(false);
      const [first = ''] = Object.keys(row);
      const less = Object.fromEntries(Object.entries(row).filter(([field]) => field !== first));
      expect(schema.safeParse(less).success).toBe(false);
    },
  );

  it('the row of a poll has a watermark, failures or both, and nothing else', () => {
    const problem = { code: 'source-throttled', detail: '429', at: 1 };
    const failing = { failures: 2, notBefore: 5, settings: 'v1', problem };
    for (const row of [{ watermark: '7' }, { failing }, { watermark: '7', failing }, {}]) {
      expect(pollRow.parse(row)).toEqual(row);
      expect(pollRow.safeParse({ ...row, more: 1 }).success).toBe(false);
    }
    const { settings: _, ...less } = failing;
    expect(pollRow.safeParse({ failing: less }).success).toBe(false);
  });

  it('reads a connection without calendar, CA and pin, and a link without calendar', () => {
    const { caCertificate: _, publicKeyPin: __, calendar: ___, ...rest } = exchange;
    expect(exchangeRow.parse(rest)).toEqual(rest);
    const { calendar: ____, ...plainLink } = link;
    expect(linkSettingsRow.parse(plainLink)).toEqual(plainLink);
  });

  it('reads a connection without kind as one over EWS', () => {
    const { kind: _, ...former } = exchange;
    expect(exchangeRow.parse(former)).toEqual(exchange);
  });

  it('reads a connection with an application of its own, and a consent at its first step', () => {
    const own = { kind: 'own', tenant: 't', clientId: 'c', credential: { kind: 'secret', sealedSecret: 'v1.x' } };
    expect(exchangeRow.parse({ ...graph, application: own })).toEqual({ ...graph, application: own });
    expect(exchangeRow.safeParse({ ...graph, application: { ...own, kind: 'operator' } }).success).toBe(false);
    expect(consentAttemptRow.parse({ ...attempt, step: { kind: 'grant' } }).step).toEqual({ kind: 'grant' });
  });

  it('reads an attempt from before PKCE as one without a verifier', () => {
    const former = { ...attempt, step: { kind: 'signIn', tenant: 't' } };
    expect(consentAttemptRow.parse(former).step).toEqual({ kind: 'signIn', tenant: 't', codeVerifier: '' });
  });

  it.each([
    { ...application, credential: { kind: 'secret', sealedSecret: 'v1.x' } },
    { ...application, credential: { kind: 'certificate', certificate: 'PEM', sealedPrivateKey: 'v1.x' } },
  ])('an application that signs in is read: %o', (signIn) => {
    expect(exchangeRow.parse({ ...exchange, signIn })).toEqual({ ...exchange, signIn });
    expect(exchangeRow.safeParse({ ...exchange, signIn: { ...signIn, more: 1 } }).success).toBe(false);
  });
});
