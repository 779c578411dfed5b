// The queues and their messages. A message only names what to look at, and the run reads the rows. Therefore a lost,
// doubled or reordered message does no harm.
import type { TokenCredential } from '@azure/identity';
import { QueueClient, type StoragePipelineOptions } from '@azure/storage-queue';
import { z } from 'zod';
import { storageFailure } from '../table/failures.ts';

export const SYNC_LINK_QUEUE = 'sync-link';
export const POLL_SOURCE_QUEUE = 'poll-source';
export const DELETE_COMPANY_QUEUE = 'delete-company';

/** An id of a company, source or link. Row keys can hold all its characters. */
const id = z.string().regex(/^[\w-]{1,63}$/);
const version = z.literal(1);
/** A message of the queue `sync-link`. It has a version, because old messages outlive a deployment. */
export const syncLinkMessage = z.strictObject({ v: version, company: id, link: id });
/** The id of an entry in its application, as far as a key can hold it. */
export const entryId = z.string().regex(/^[\w.~@=+:,-]{1,128}$/);
/**
 * A message of the queue `poll-source`. `link`: a run of this link is asked for after the poll. `entry`: the application
 * named it, and it gets a look.
 */
export const pollSourceMessage = z.strictObject({
  v: version,
  company: id,
  source: id,
  link: id.optional(),
  entry: entryId.optional(),
});
/** A message of the queue `delete-company`: one step of the deletion. */
export const deleteCompanyMessage = z.strictObject({ v: version, company: id });

export interface Queues {
  /** Asks for a run of this link after `delaySeconds`. Throws StoreUnavailable. */
  syncLink(message: { readonly company: string; readonly link: string }, delaySeconds?: number): Promise<void>;
  /**
   * Asks for a poll of this source after `delaySeconds`, then for a run of `link` and for a look at `entry`. Throws
   * StoreUnavailable.
   */
  pollSource(
    message: { readonly company: string; readonly source: string; readonly link?: string; readonly entry?: string },
    delaySeconds?: number,
  ): Promise<void>;
  /** Asks for a step of the deletion of this company after `delaySeconds`. Throws StoreUnavailable. */
  deleteCompany(message: { readonly company: string }, delaySeconds?: number): Promise<void>;
  /** Sends one cheap read. Throws StoreUnavailable where the account does not answer. */
  ping(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 20_000;
// Sending may be retried, because a doubled message does no harm.
const OPTIONS: StoragePipelineOptions = { retryOptions: { maxTries: 3, tryTimeoutInMs: REQUEST_TIMEOUT_MS } };

/** `connection`: a connection string, or the URL of the account's queue endpoint and the identity that signs in there. */
export function createQueues(options: {
  readonly connection: string | { readonly url: string; readonly credential: TokenCredential };
}): Queues {
  const syncLink = openQueue(options.connection, SYNC_LINK_QUEUE);
  const pollSource = openQueue(options.connection, POLL_SOURCE_QUEUE);
  const deleteCompany = openQueue(options.connection, DELETE_COMPANY_QUEUE);
  return {
    syncLink: (message, delaySeconds) => syncLink.send(syncLinkMessage.parse({ v: 1, ...message }), delaySeconds),
    pollSource: (message, delaySeconds) => pollSource.send(pollSourceMessage.parse({ v: 1, ...message }), delaySeconds),
    deleteCompany: (message, delaySeconds) =>
      deleteCompany.send(deleteCompanyMessage.parse({ v: 1, ...message }), delaySeconds),
    ping: () => syncLink.ping(),
  };
}

function openQueue(connection: Parameters<typeof createQueues>[0]['connection'], name: string) {
  const client =
    typeof connection === 'string'
      ? new QueueClient(connection, name, OPTIONS)
      : new QueueClient(`${connection.url.replace(/\/$/, '')}/${name}`, connection.credential, OPTIONS);
  let created: Promise<unknown> | undefined;

  /** A queue trigger does not create its queue, so the first sender does. */
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
      // Plain JSON, since host.json sets messageEncoding to none.
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
