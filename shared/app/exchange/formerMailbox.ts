// The connection that a company was cut over from, opened for one mailbox while its link goes over. When it is blocked
// or wrong by now, it counts as absent: nothing needs it.
import type { ProblemCode } from '../../problems.ts';
import type { Directory, ExchangeSettings, GraphSettings, Versioned } from '../../state/directory.ts';
import type { FormerConnection } from '../../sync/ports/formerConnection.ts';
import type { Api } from '../../sync/ports/mailbox.ts';
import type { OpenMailbox } from './exchangeAdapter.ts';
import type { Graph } from './graph.ts';

export interface FormerParts {
  readonly directory: Pick<Directory, 'exchange' | 'nextExchange'>;
  readonly graph: Pick<Graph, 'connect'>;
  /** The mailbox over these settings. */
  readonly open: (settings: Versioned<ExchangeSettings>) => Promise<OpenMailbox | ProblemCode>;
}

/** `stale`: the connection in use is another one than `inUse`, with which the caller works. */
export async function openFormer(
  { directory, graph, open }: FormerParts,
  {
    company,
    address,
    inUse,
  }: { readonly company: string; readonly address: string; readonly inUse: Versioned<ExchangeSettings> },
): Promise<FormerConnection | 'stale'> {
  const [current, next] = await Promise.all([directory.exchange(company).get(), directory.nextExchange(company).get()]);
  if (current?.etag !== inUse.etag) return 'stale';
  const opened = next && next.value.kind !== inUse.value.kind ? await open(next) : undefined;
  const overGraph = [inUse, next].find(isGraph);
  const connected = overGraph && (await graph.connect(company, overGraph));
  const to: Api = inUse.value.kind;
  return {
    ...(opened && typeof opened !== 'string' ? { mailbox: opened.mailbox } : {}),
    ...(connected && typeof connected !== 'string'
      ? {
          translate: async (ids) => {
            const { translateIds } = await import('../../exchange/graph/translateIds.ts');
            return translateIds(connected.connection, { address, ids, to });
          },
        }
      : {}),
  };
}

const isGraph = (stored: Versioned<ExchangeSettings> | undefined): stored is Versioned<GraphSettings> =>
  stored?.value.kind === 'graph';
