// HTTPS to one Exchange server: pooled connections, one deadline per request. Knows nothing of SOAP, and nothing of who
// calls: signing in is laid over it (signIn.ts).
import { isIP } from 'node:net';
import { ADDRESS_REFUSED, ewsUrl, hostOf } from '../../../net/address.ts';
import { type AgentOptions, createAgent, sendHttps, type TransportResult } from '../../../net/https.ts';

export interface Transport {
  post(body: string, headers: Readonly<Record<string, string>>): Promise<TransportResult>;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

export interface TransportOptions extends AgentOptions {
  readonly url: string;
  /** From the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of an answer, after decompression. */
  readonly answerBytesMax: number;
}

/** Never throws: a refused URL is the fault of each request, as it may be mended in the settings. */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs, answerBytesMax } = options;
  const url = callableUrl(options);
  const agent = createAgent(options);
  const closed = new AbortController();
  return {
    async post(body, headers) {
      if (!url) return REFUSED;
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(timeoutMs)]);
      return sendHttps({ url, method: 'POST', headers, body, agent, signal, answerBytesMax });
    },
    close() {
      closed.abort();
      agent.destroy();
    },
  };
}

export const REFUSED: TransportResult = { ok: false, fault: { reason: 'address', code: ADDRESS_REFUSED } };

/** Names are checked when they are looked up; an address is not looked up. */
export function callableUrl({ url, rule }: Pick<TransportOptions, 'url' | 'rule'>): URL | undefined {
  const parsed = ewsUrl(url);
  return parsed && (isIP(hostOf(parsed)) === 0 || rule(hostOf(parsed))) ? parsed : undefined;
}
