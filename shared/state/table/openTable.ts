// Opens the connection to a table: sign-in, timeout and retries of its requests.
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type PipelinePolicy,
} from '@azure/core-rest-pipeline';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { Meter } from '../../seams.ts';
import { BATCH_HEADERS } from './batch.ts';
import { refusal, storageFailure } from './failures.ts';

/** A connection string, or the URL of the account's table endpoint and the identity that signs in there. */
export type StorageAccess = string | { readonly url: string; readonly credential: TokenCredential };

export interface TableConnection {
  readonly name: string;
  /** The URL of the account's table endpoint, without query. */
  readonly endpoint: string;
  /** For reads only, because it retries failed requests. */
  readonly client: TableClient;
  /**
   * Sends a transaction once. A retry after a lost answer would fail at the transaction's own conditions. Returns the
   * text of the answer. Throws StoreUnavailable for an outage.
   */
  sendBatch(body: string): Promise<string>;
}

export const REQUEST_TIMEOUT_MS = 20_000;
const READ_RETRIES = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 2000 };

/** Opens a table without sending anything. `meter` is called for each request that is sent, retries included. */
export function openTable(access: StorageAccess, name: string, meter: Meter | undefined): TableConnection {
  const client = createClient(access, name, { retryOptions: READ_RETRIES, meter });
  const writer = createClient(access, name, { retryOptions: { maxRetries: 0 }, meter });
  const http = createDefaultHttpClient();
  // The URL of an account with a shared access signature carries the signature as its query.
  const [address = '', signature] = client.url.split('?', 2);
  const endpoint = address.replace(/\/$/, '');
  const url = `${endpoint}/$batch${signature === undefined ? '' : `?${signature}`}`;
  const isPlainHttp = url.startsWith('http:');

  return {
    name,
    endpoint,
    client,
    async sendBatch(body) {
      const headers = createHttpHeaders(BATCH_HEADERS);
      const request = createPipelineRequest({
        url,
        method: 'POST',
        headers,
        body,
        timeout: REQUEST_TIMEOUT_MS,
        allowInsecureConnection: isPlainHttp,
      });
      const response = await writer.pipeline.sendRequest(http, request).catch((error: unknown) => {
        throw storageFailure(error);
      });
      const text = response.bodyAsText ?? '';
      if (response.status === 202) return text;
      throw refusal(response.status, /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'unknown');
    },
  };
}

function createClient(
  access: StorageAccess,
  name: string,
  {
    retryOptions,
    meter,
  }: { readonly retryOptions: { readonly maxRetries: number }; readonly meter: Meter | undefined },
): TableClient {
  const options = { retryOptions, allowInsecureConnection: isLoopback(access) };
  const client =
    typeof access === 'string'
      ? TableClient.fromConnectionString(access, name, options)
      : new TableClient(access.url, name, access.credential, options);
  if (meter) client.pipeline.addPolicy(counting(meter), { afterPhase: 'Retry' });
  return client;
}

/** Plain HTTP is allowed only to an emulator on this machine. */
const isLoopback = (access: StorageAccess): boolean =>
  typeof access === 'string' &&
  /UseDevelopmentStorage=true|TableEndpoint=http:\/\/(127\.0\.0\.1|localhost)[:/]/i.test(access);

const counting = (meter: Meter): PipelinePolicy => ({
  name: 'countRequests',
  sendRequest(request, next) {
    meter('tables');
    return next(request);
  },
});
