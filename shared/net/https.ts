// One request over HTTPS. The certificate is always verified, the request has a deadline, and the answer is text of
// limited size. Redirects are not followed: the password would go with them.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ADDRESS_REFUSED, type AddressRule, guardedLookup } from './address.ts';
import { PIN_MISMATCH, type Trust, tlsOptionsOf } from './certificates.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * The reason why there is no answer, with the code of the network. `reset`: the other side closed the connection before it answered.
 * `cut`: an answer began and broke off, or is over a limit. `webPage`: a web page came instead. `tokenRefused`: the
 * sign-in service refused an access token. `tokenUnavailable`: it could not be asked.
 */
export interface TransportFault {
  readonly reason:
    | 'address'
    | 'name'
    | 'unreachable'
    | 'certificate'
    | 'pin'
    | 'timeout'
    | 'reset'
    | 'cut'
    | 'webPage'
    | 'tokenRefused'
    | 'tokenUnavailable';
  readonly code: string;
  /** The Retry-After header of the sign-in service. */
  readonly retryAfter?: string;
}

export type TransportResult =
  | { readonly ok: true; readonly answer: HttpAnswer }
  | { readonly ok: false; readonly fault: TransportFault };

/** A result, with the socket of the answer. */
export type Sent = TransportResult & { readonly socket?: Socket };

export interface HttpsRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly agent: Agent;
  readonly signal: AbortSignal;
  /** Of the answer, after decompression. */
  readonly answerBytesMax: number;
}

export interface AgentOptions extends Trust {
  readonly rule: AddressRule;
  /** Open connections; more requests wait their turn. */
  readonly connectionsMax: number;
}

/** Idle connections are closed before IIS does it (120 s), so that no request meets a connection about to close. */
const IDLE_MS = 60_000;

/** Connections that stay open between requests. `tls`: where several agents share one. */
export const createAgent = (options: AgentOptions, tls = tlsOptionsOf(options)): Agent =>
  new Agent({
    keepAlive: true,
    maxSockets: options.connectionsMax,
    timeout: IDLE_MS,
    lookup: guardedLookup(options.rule),
    ...tls,
  });

/** Never rejects. */
export function sendHttps({ url, body, answerBytesMax, headers, ...options }: HttpsRequest): Promise<Sent> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body);
    const allHeaders = { ...headers, 'Accept-Encoding': 'gzip', 'Content-Length': bytes.length };
    const fail = (error: unknown, began: boolean): void => resolve({ ok: false, fault: faultOf(error, began) });
    const outgoing = request(url, { ...options, headers: allHeaders }, (incoming) => {
      const { socket } = incoming;
      readBody(incoming, answerBytesMax).then(
        (text) => resolve({ ok: true, answer: answerOf(incoming, text), socket }),
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

/** The fault of an answer that is over a limit: of bytes, or of what its reader takes. */
export const ANSWER_TOO_LARGE: TransportFault = { reason: 'cut', code: 'ANSWER_TOO_LARGE' };

class TooLarge extends Error {
  readonly code = ANSWER_TOO_LARGE.code;
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
  if (code === PIN_MISMATCH) return { reason: 'pin', code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { reason: 'name', code };
  if (code === 'ETIMEDOUT') return { reason: 'timeout', code };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { reason: 'reset', code };
  return { reason: CERTIFICATE.test(code) ? 'certificate' : 'unreachable', code };
}
