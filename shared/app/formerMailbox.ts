// Where a company was cut over from, beside app.ts: the connection that was in use before, opened for one mailbox while
// its link goes over. Blocked or wrong by now, it is told as absent: nothing needs it.

import type { ProblemCode } from '../problems.ts';
import type { Directory, ExchangeSettings, GraphSettings, Versioned } from '../state/directory.ts';
import type { Former } from '../sync/ports/former.ts';
import type { Api } from '../sync/ports/mailbox.ts';
import type { Microsoft, OpenMailbox } from './graph.ts';

export interface FormerParts {
  readonly directory: Pick<Directory, 'exchange' | 'nextExchange'>;
  readonly microsoft: Pick<Microsoft, 'open'>;
  /** The mailbox over these settings. */
  readonly open: (settings: Versioned<ExchangeSettings>) => Promise<OpenMailbox | ProblemCode>;
}

/** `stale`: the connection in use is another one than `inUse`, with which the caller works. */
export async function openFormer(
  { directory, microsoft, open }: FormerParts,
  company: string,
  address: string,
  inUse: Versioned<ExchangeSettings>,
): Promise<Former | 'stale'> {
  const [current, next] = await Promise.all([directory.exchange(company).get(), directory.nextExchange(company).get()]);
  if (current?.etag !== inUse.etag) return 'stale';
  const opened = next && next.value.kind !== inUse.value.kind ? await open(next) : undefined;
  const graph = [inUse, next].find(isGraph);
  const connected = graph && (await microsoft.open(company, graph));
  const to: Api = inUse.value.kind;
  return {
    ...(opened && typeof opened !== 'string' ? { mailbox: opened.mailbox } : {}),
    ...(connected && typeof connected !== 'string'
      ? {
          translate: async (ids) => {
            const { translateIds } = await import('../exchange/graph/translateIds.ts');
            return translateIds(connected.connection, address, ids, to);
          },
        }
      : {}),
  };
}

const isGraph = (stored: Versioned<ExchangeSettings> | undefined): stored is Versioned<GraphSettings> =>
  stored?.value.kind === 'graph';
