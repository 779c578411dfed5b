// The servers behind the real adapters: the local Exchange, called over EWS or Graph, and Azurite's tables. A test that
// runs cases on them ends with `close`, the one place that checks that nobody was mailed (I4).
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import { createEwsConnection } from '../../shared/exchange/ews/connection/connection.ts';
import type { Transport } from '../../shared/exchange/ews/http/transport.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import type { GraphConnection } from '../../shared/exchange/graph/connection/connection.ts';
import { createGraphMailbox } from '../../shared/exchange/graph/mailbox.ts';
import { translateIds } from '../../shared/exchange/graph/translateIds.ts';
import type { Directory } from '../../shared/state/directory.ts';
import type { Api, Mailbox } from '../../shared/sync/ports/mailbox.ts';
import { failed, type Outcome } from '../../shared/sync/ports/outcome.ts';
import { connectToLocal, LOCAL_APP, translated } from './localGraphApp.ts';
import { anyRequest } from './play/requests.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const NOW = Date.UTC(2026, 10, 20, 8);
const ZONE = 'Europe/Helsinki';

/** A calendar as the adapter sees it, and the adapter's ids for those of the person's own client. */
export interface OpenMailbox {
  readonly mailbox: Mailbox;
  readonly idsFor: (own: readonly string[]) => Promise<readonly string[]>;
}

/** A mailbox over both interfaces. */
export interface BothApis {
  readonly views: Readonly<Record<Api, OpenMailbox>>;
  /** For the ids of one interface those of the other, `to`. */
  readonly translate: (ids: readonly string[], to: Api) => Promise<Outcome<(string | undefined)[]>>;
}

export interface RealServers {
  readonly exchange: LocalExchange;
  /** The interface that every link begins with. */
  readonly api: Api;
  readonly openMailbox: (address: string) => BothApis;
  readonly directory: Directory;
  /** A company that no other case has. */
  readonly newCompany: () => string;
}

export interface OpenServers extends RealServers {
  /** Ends the local Exchange. Throws when anything was mailed since it was started. */
  close(): Promise<void>;
}

interface Connected {
  readonly open: (address: string) => OpenMailbox;
  readonly close: () => void;
}

export async function openRealServers(
  directory: Directory,
  newCompany: () => string,
  api: Api = 'ews',
): Promise<OpenServers> {
  const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], apps: [LOCAL_APP], clock: () => NOW });
  const overEws = connectOverEws(exchange);
  const overGraph = connectOverGraph(exchange);
  return {
    exchange,
    api,
    openMailbox: (address) => ({
      views: { ews: overEws.open(address), graph: overGraph.open(address) },
      translate: (ids, to) => translateIds(overGraph.connection, { address, ids, to }),
    }),
    directory,
    newCompany,
    close: async () => {
      overEws.close();
      overGraph.close();
      await exchange.close();
      const kinds = exchange.mail.map((mail) => mail.kind);
      if (kinds.length > 0) throw new Error(`${kinds.length} mails would have been sent: ${[...new Set(kinds)]}`);
    },
  };
}

/** Each further request of one call is a place where things may go wrong. */
function connectOverEws(exchange: LocalExchange): Connected {
  const connection = createEwsConnection({
    url: exchange.url,
    signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
    access: 'impersonation',
    version: 'Exchange2016',
    caCertificate: exchange.caCertificate,
    timeZone: ZONE,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: 60_000,
    now: () => NOW,
    newId: () => 'id',
  });
  const { transport } = connection;
  const post: Transport['post'] = (body, headers) =>
    anyRequest(() => transport.post(body, headers), { ok: false, fault: { reason: 'cut', code: 'LOST' } });
  const inParts = { ...connection, transport: { ...transport, post } };
  return {
    open: (address) => ({ mailbox: createEwsMailbox(inParts, address), idsFor: async (own) => own }),
    close: () => connection.close(),
  };
}

const LOST = failed({ kind: 'transient', code: 'exchange-answer-broken' });

function connectOverGraph(exchange: LocalExchange): Connected & { readonly connection: GraphConnection } {
  const connection = connectToLocal(exchange, () => NOW);
  const inParts = {
    ...connection,
    ask: (...call: Parameters<typeof connection.ask>) => anyRequest(() => connection.ask(...call), LOST),
  };
  return {
    connection,
    open(address) {
      const known = new Map<string, string>();
      const idsFor = async (own: readonly string[]): Promise<string[]> => {
        const unknown = own.filter((id) => !known.has(id));
        const ids = unknown.length === 0 ? [] : await translated(connection, address, { ids: unknown });
        for (const [at, id] of ids.entries()) known.set(unknown[at] ?? '', id);
        return own.map((id) => known.get(id) ?? '');
      };
      return { mailbox: createGraphMailbox(inParts, { address, timeZone: ZONE }), idsFor };
    },
    close: () => connection.close(),
  };
}
