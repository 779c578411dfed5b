// HTTPS requests to the servers of one service, over pooled connections and with one deadline a request. It knows neither
// who calls nor what is sent: signing in is laid over it.
import { ADDRESS_REFUSED, isCallable } from './address.ts';
import { type AgentOptions, createAgent, type HttpsRequest, sendHttps, type TransportResult } from './https.ts';

export type ClientRequest = Pick<HttpsRequest, 'url' | 'method' | 'headers' | 'body'>;

export interface HttpsClient {
  /**
   * Never rejects. A redirect is an answer like any other: nobody follows it, because password and token would go with
   * it. A URL that may not be called is the fault of its request, since somebody may mend it in the settings.
   */
  send(request: ClientRequest): Promise<TransportResult>;
  /** Ends the requests under way and the pooled connections. */
  close(): void;
}

export interface HttpsClientOptions extends AgentOptions {
  /** From the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of an answer, after decompression. */
  readonly answerBytesMax: number;
}

/** Opens nothing yet. */
export function createHttpsClient(options: HttpsClientOptions): HttpsClient {
  const { rule, timeoutMs, answerBytesMax } = options;
  const agent = createAgent(options);
  const closed = new AbortController();
  return {
    async send(request) {
      if (!isCallable(request.url, rule)) return REFUSED;
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(timeoutMs)]);
      return sendHttps({ ...request, agent, signal, answerBytesMax });
    },
    close() {
      closed.abort();
      agent.destroy();
    },
  };
}

/** The result of a request to a URL that may not be called. */
export const REFUSED: TransportResult = { ok: false, fault: { reason: 'address', code: ADDRESS_REFUSED } };
