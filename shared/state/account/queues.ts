// The two queues and their messages. A message says only what to look at; everything else is read from the rows, so
// that lost, doubled and reordered messages are harmless.
import type { TokenCredential } from '@azure/identity';
import { QueueClient, type StoragePipelineOptions } from '@azure/storage-queue';
import { z } from 'zod';
import { storageFailure } from '../table/failures.ts';

export const SYNC_LINK_QUEUE = 'sync-link';
export const POLL_SOURCE_QUEUE = 'poll-source';

/** Ids of companies, sources and links: characters that row keys can hold. */
const id = z.string().regex(/^[\w-]{1,63}$/);
const version = z.literal(1);
/** What the trigger of `sync-link` parses; the shape is versioned because old messages outlive a deployment. */
export const syncLinkMessage = z.strictObject({ v: version, company: id, link: id });
/** What the trigger of `poll-source` parses. */
export const pollSourceMessage = z.strictObject({ v: version, company: id, source: id });

export interface Queues {
  /** This link needs a look, after `delaySeconds`. Throws StoreUnavailable. */
  syncLink(message: { readonly company: string; readonly link: string }, delaySeconds?: number): Promise<void>;
  /** This source may have changes, after `delaySeconds`. Throws StoreUnavailable. */
  pollSource(message: { readonly company: string; readonly source: string }, delaySeconds?: number): Promise<void>;
  /** Reads something cheap; throws StoreUnavailable when the account does not answer. */
  ping(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 20_000;
// A message that was sent twice does no harm, so that sending may be repeated.
const OPTIONS: StoragePipelineOptions = { retryOptions: { maxTries: 3, tryTimeoutInMs: REQUEST_TIMEOUT_MS } };

/** `connection`: a connection string, or the address of the account's queues and who signs in there. */
export function createQueues(options: {
  readonly connection: string | { readonly url: string; readonly credential: TokenCredential };
}): Queues {
  const syncLink = openQueue(options.connection, SYNC_LINK_QUEUE);
  const pollSource = openQueue(options.connection, POLL_SOURCE_QUEUE);
  return {
    syncLink: (message, delaySeconds) => syncLink.send(syncLinkMessage.parse({ v: 1, ...message }), delaySeconds),
    pollSource: (message, delaySeconds) => pollSource.send(pollSourceMessage.parse({ v: 1, ...message }), delaySeconds),
    ping: () => syncLink.ping(),
  };
}

function openQueue(connection: Parameters<typeof createQueues>[0]['connection'], name: string) {
  const client =
    typeof connection === 'string'
      ? new QueueClient(connection, name, OPTIONS)
      : new QueueClient(`${connection.url.replace(/\/$/, '')}/${name}`, connection.credential, OPTIONS);
  let created: Promise<unknown> | undefined;

  /** Queue triggers do not make their queue, so the first sender does. */
  const create = async (): Promise<void> => {
    created ??= client.createIfNotExists();
    await created.catch((error: unknown) => {
      created = undefined;
      throw storageFailure(error);
    });
  };

  return {
    async send(message: object, delaySeconds: number | undefined): Promise<void> {
      await create();
      const delay = delaySeconds === undefined ? {} : { visibilityTimeout: delaySeconds };
      // Plain JSON: host.json says that messages are not base64.
      await client.sendMessage(JSON.stringify(message), delay).catch((error: unknown) => {
        throw storageFailure(error);
      });
    },

    async ping(): Promise<void> {
      await create();
      await client.getProperties().catch((error: unknown) => {
        throw storageFailure(error);
      });
    },
  };
}
