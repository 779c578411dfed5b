// The servers behind the real adapters: the local Exchange, called over EWS, and Azurite's tables. Whoever runs cases on
// them ends with `close`, which says that nobody was mailed (I4): the one place that asks.
import { startExchange } from '../../local/exchange/server.ts';
import { createEwsConnection } from '../../shared/exchange/ews/connection.ts';
import type { Directory } from '../../shared/state/directory.ts';
import type { RealServers } from './realPorts.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const NOW = Date.UTC(2026, 10, 20, 8);

export interface OpenServers extends RealServers {
  /** Ends the local Exchange. Throws when anything was mailed since it was started. */
  close(): Promise<void>;
}

export async function openRealServers(directory: Directory, newCompany: () => string): Promise<OpenServers> {
  const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW });
  const connection = createEwsConnection({
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
  return {
    exchange,
    connection,
    directory,
    newCompany,
    close: async () => {
      connection.close();
      await exchange.close();
      const kinds = exchange.mail.map((mail) => mail.kind);
      if (kinds.length > 0) throw new Error(`${kinds.length} mails would have been sent: ${[...new Set(kinds)]}`);
    },
  };
}
