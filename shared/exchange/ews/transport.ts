// HTTPS to one Exchange server: pooled TLS connections that are always verified, one deadline per request, an answer
// of limited size as text, no redirects (the password would follow them). Knows nothing of SOAP.

import { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { createGunzip } from 'node:zlib';
import { ADDRESS_REFUSED, type AddressRule, ewsUrl, guardedLookup, hostOf } from './address.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Why there is no answer, and the code the network gave. `cut`: an answer began and did not end well. */
export interface TransportFault {
  readonly reason: 'address' | 'name' | 'unreachable' | 'certificate' | 'timeout' | 'cut';
  readonly code: string;
}

export type TransportResult =
  | { readonly ok: true; readonly answer: HttpAnswer }
  | { readonly ok: false; readonly fault: TransportFault };

export interface Transport {
  post(body: string, headers: Readonly<Record<string, string>>): Promise<TransportResult>;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

export interface TransportOptions {
  readonly url: string;
  readonly rule: AddressRule;
  /** PEM of a CA to trust besides those of Node. */
  readonly caCertificate?: string;
  /** From the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Open connections; more requests wait their turn. */
  readonly connectionsMax: number;
  /** Of an answer, after decompression. */
  readonly answerBytesMax: number;
}

/** Idle connections are closed before IIS does it (120 s), so that no request meets a connection about to close. */
const IDLE_MS = 60_000;

/** Never throws: a refused URL is the fault of each request, as it may be mended in the settings. */
export function createTransport(options: TransportOptions): Transport {
  const url = ewsUrl(options.url);
  const agent = createAgent(options);
  const closed = new AbortController();
  return {
    async post(body, headers) {
      if (!url || (isIP(hostOf(url)) !== 0 && !options.rule(hostOf(url)))) {
        return { ok: false, fault: { reason: 'address', code: ADDRESS_REFUSED } };
      }
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(options.timeoutMs)]);
      return send(url, { agent, signal, headers }, body, options.answerBytesMax);
    },
    close() {
      closed.abort();
      agent.destroy();
    },
  };
}

/**
 * The CAs of Node and the given one, which never replaces them. One that is no certificate adds nothing: then the
 * server's certificate does not verify, which is what there is to say.
 */
export const trustedCertificates = (caCertificate: string | undefined): SecureContext =>
  createSecureContext(
    caCertificate !== undefined && isCertificate(caCertificate)
      ? { ca: [...getCACertificates('default'), caCertificate] }
      : {},
  );

/** Whether a text is a certificate in PEM. */
export function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}

function createAgent(options: TransportOptions): Agent {
  return new Agent({
    keepAlive: true,
    maxSockets: options.connectionsMax,
    timeout: IDLE_MS,
    lookup: guardedLookup(options.rule),
    // One context for all connections: to parse Node's 140 CAs for each would cost more than the handshake.
    secureContext: trustedCertificates(options.caCertificate),
    rejectUnauthorized: true,
  });
}

function send(url: URL, options: RequestOptions, body: string, answerBytesMax: number): Promise<TransportResult> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body);
    const headers = { ...options.headers, 'Accept-Encoding': 'gzip', 'Content-Length': bytes.length };
    const fail = (error: unknown, began: boolean): void => resolve({ ok: false, fault: faultOf(error, began) });
    const outgoing = request(url, { ...options, headers, method: 'POST' }, (incoming) => {
      readBody(incoming, answerBytesMax).then(
        (text) => resolve({ ok: true, answer: answerOf(incoming, text) }),
        (error: unknown) => {
          outgoing.destroy();
          fail(error, true);
        },
      );
    });
    outgoing.on('error', (error) => fail(error, false));
    outgoing.end(bytes);
  });
}

const answerOf = (incoming: IncomingMessage, body: string): HttpAnswer => ({
  status: incoming.statusCode ?? 0,
  headers: incoming.headers,
  body,
});

class TooLarge extends Error {
  readonly code = 'ANSWER_TOO_LARGE';
}

/** The whole body as text. Rejects when it breaks off, does not unpack or grows over `bytesMax`. */
async function readBody(incoming: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > bytesMax) throw new TooLarge();
      chunks.push(chunk);
    }
  };
  if (incoming.headers['content-encoding'] === 'gzip') await pipeline(incoming, createGunzip(), collect);
  else await pipeline(incoming, collect);
  return Buffer.concat(chunks).toString('utf8');
}

/** OpenSSL's and Node's names for a certificate that does not verify or is not the server's. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/;

/** The fault that an error of a socket or a request means; `began` when the answer had begun. */
export function faultOf(error: unknown, began: boolean): TransportFault {
  const { name, code = name, cause } = error as NodeJS.ErrnoException; // streams fail with Errors only
  if (code === 'ABORT_ERR') {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    return timedOut ? { reason: 'timeout', code: 'TIMEOUT' } : { reason: 'unreachable', code: 'CLOSED' };
  }
  if (began) return { reason: 'cut', code };
  if (code === ADDRESS_REFUSED) return { reason: 'address', code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { reason: 'name', code };
  if (code === 'ETIMEDOUT') return { reason: 'timeout', code };
  return { reason: CERTIFICATE.test(code) ? 'certificate' : 'unreachable', code };
}
