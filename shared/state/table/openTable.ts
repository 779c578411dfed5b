// The connection to the storage account's tables: who signs, how long a request may take, how often it is repeated.
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

/** A connection string, or the address of an account and who signs in there. */
export type StorageAccess = string | { readonly url: string; readonly credential: TokenCredential };

export interface TableConnection {
  readonly name: string;
  /** The account's table endpoint, without query. */
  readonly endpoint: string;
  /** Repeats a failed request, so for what may be repeated only: reads. */
  readonly client: TableClient;
  /** Sends a batch body once: repeated after a lost answer, it would collide with itself. Answers the response's text. */
  sendBatch(body: string): Promise<string>;
}

export const REQUEST_TIMEOUT_MS = 20_000;
const READ_RETRIES = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 2000 };

/** Opens a table; nothing is sent yet. `meter` is told of each request that leaves, repetitions included. */
export function openTable(access: StorageAccess, name: string, meter: Meter | undefined): TableConnection {
  const client = createClient(access, name, READ_RETRIES, meter);
  const writer = createClient(access, name, { maxRetries: 0 }, meter);
  const http = createDefaultHttpClient();
  // The address of an account with a shared access signature carries it as query.
  const [address = '', signature] = client.url.split('?', 2);
  const endpoint = address.replace(/\/$/, '');
  const url = `${endpoint}/$batch${signature === undefined ? '' : `?${signature}`}`;
  const insecure = url.startsWith('http:');

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
        allowInsecureConnection: insecure,
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
  retryOptions: { readonly maxRetries: number },
  meter: Meter | undefined,
): TableClient {
  const options = { retryOptions, allowInsecureConnection: isLoopback(access) };
  const client =
    typeof access === 'string'
      ? TableClient.fromConnectionString(access, name, options)
      : new TableClient(access.url, name, access.credential, options);
  if (meter) client.pipeline.addPolicy(counting(meter), { afterPhase: 'Retry' });
  return client;
}

/** Plain HTTP is for an emulator on this machine only. */
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
