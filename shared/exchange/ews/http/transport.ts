// The way to one EWS server: every request is a POST to the same URL. Signing in is laid over it (signIn.ts); it knows
// nothing of SOAP.
import { isCallable } from '../../../net/address.ts';
import { createHttpsClient, type HttpsClientOptions, REFUSED } from '../../../net/client.ts';
import type { TransportResult } from '../../../net/https.ts';
import { ewsUrl } from './ewsUrl.ts';

export interface Transport {
  post(body: string, headers: Readonly<Record<string, string>>): Promise<TransportResult>;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

export interface TransportOptions extends HttpsClientOptions {
  readonly url: string;
}

/** Never throws: a refused URL is the fault of each request, as it may be mended in the settings. */
export function createTransport(options: TransportOptions): Transport {
  const url = ewsUrl(options.url);
  const https = createHttpsClient(options);
  return {
    post: async (body, headers) => (url ? https.send({ url, method: 'POST', headers, body }) : REFUSED),
    close: https.close,
  };
}

/** The URL, if it is one of EWS and may be called. */
export function callableUrl({ url, rule }: Pick<TransportOptions, 'url' | 'rule'>): URL | undefined {
  const parsed = ewsUrl(url);
  return parsed && isCallable(parsed, rule) ? parsed : undefined;
}
