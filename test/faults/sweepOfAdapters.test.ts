// The crash sweep once more, one fault a case, on the real adapters against Azurite and the local Exchange.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import { createEwsConnection, type EwsConnection } from '../../shared/exchange/ews/connection.ts';
import { newCompany, openDirectory } from '../shared/state/openDirectory.ts';
import { openRealPorts, type RealServers } from './realPorts.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS } from './situations.ts';
import { sweep } from './sweep.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const NOW = Date.UTC(2026, 10, 20, 8);
/** Every so many-th of the cases that the in-memory sweep goes through, so that they spread over all of them. */
const EVERY = 15;
const CASES_AT_LEAST = 500;

let exchange: LocalExchange;
let connection: EwsConnection;
let servers: RealServers;

beforeAll(async () => {
  exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW });
  connection = createEwsConnection({
    url: exchange.url,
    signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
    access: 'impersonation',
    version: 'Exchange2016',
    caCertificate: exchange.caCertificate,
    timeZone: 'Europe/Helsinki',
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: 60_000,
    now: () => NOW,
    newId: () => 'id',
  });
  const { directory } = await openDirectory(inject('azurite'));
  servers = { exchange, connection, directory, newCompany };
});

afterAll(async () => {
  connection.close();
  await exchange.close();
});

describe('crash sweep of the real adapters', () => {
  let cases = 0;
  it.each([...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS])(
    '$name: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (situation) => {
      const swept = await sweep(openRealPorts(servers), situation, { second: [], every: EVERY });
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${CASES_AT_LEAST} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(CASES_AT_LEAST);
  });
  it('mails nobody (I4)', () => {
    expect(exchange.mail).toEqual([]);
  });
  afterAll(() => {
    process.stdout.write(`crash sweep of the real adapters: ${cases} cases\n`);
  });
});
