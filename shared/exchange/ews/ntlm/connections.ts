// NTLM signs in a connection, not a request. Connections are kept, and each is used by one request at a time. The
// handshake is made when a server asks for it, which is once per connection.
import type { Agent } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostOf } from '../../../net/address.ts';
import { tlsOptionsOf } from '../../../net/certificates.ts';
import { REFUSED } from '../../../net/client.ts';
import { createAgent, type HttpsRequest, type Sent, sendHttps } from '../../../net/https.ts';
import type { Clock, Ids } from '../../../seams.ts';
import { ntlmChallenge } from '../http/schemes.ts';
import { callableUrl, type Transport, type TransportOptions } from '../http/transport.ts';
import { channelBinding } from './channelBinding.ts';
import { proofFrom } from './handshake.ts';
import { type NtlmCredentials, negotiateMessage } from './messages.ts';

export interface NtlmOptions extends TransportOptions {
  readonly credentials: NtlmCredentials;
  /** True when the proof names the TLS connection; Windows' own clients always do. */
  readonly bindChannel: boolean;
  readonly now: Clock;
  readonly newId: Ids;
}

/** One connection: its agent opens no second one. */
interface Lane {
  readonly agent: Agent;
  /** The connection that is signed in. */
  socket?: Socket | undefined;
}

export function createNtlmTransport(options: NtlmOptions): Transport {
  const url = callableUrl(options);
  const lanes = createLanes(options);
  const closed = new AbortController();
  return {
    async post(body, headers) {
      if (!url) return REFUSED;
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(options.timeoutMs)]);
      const lane = await lanes.take();
      try {
        const { answerBytesMax } = options;
        return await send(options, lane, {
          url,
          method: 'POST',
          headers,
          body,
          agent: lane.agent,
          signal,
          answerBytesMax,
        });
      } finally {
        lanes.give(lane);
      }
    },
    close() {
      closed.abort();
      lanes.close();
    },
  };
}

/** A 401 on a connection that was signed in says that the server, or a proxy before it, forgot: it is asked anew. */
async function send(options: NtlmOptions, lane: Lane, request: HttpsRequest): Promise<Sent> {
  if (lane.socket && !lane.socket.destroyed) {
    const sent = await sendHttps(request);
    if (!sent.ok || sent.answer.status !== 401) return sent;
  }
  const signedIn = await handshake(options, lane, request);
  // The connection was closed between the two halves of the handshake: nothing of the request was looked at.
  return (
    signedIn ??
    (await handshake(options, lane, request)) ?? { ok: false, fault: { reason: 'unreachable', code: 'CLOSED' } }
  );
}

/** Undefined when the proof went over another connection than the challenge it answers. */
async function handshake(options: NtlmOptions, lane: Lane, request: HttpsRequest): Promise<Sent | undefined> {
  lane.socket = undefined;
  // Without the body, which would be sent twice.
  const asked = await sendHttps({ ...authorised(request, negotiateMessage()), body: '' });
  const message = asked.ok && asked.answer.status === 401 ? ntlmChallenge(asked.answer) : undefined;
  if (!message) return asked;
  const proof = proofFrom(message, {
    credentials: options.credentials,
    now: options.now(),
    id: options.newId(),
    channelBinding: options.bindChannel ? bindingOf(asked.socket) : undefined,
    host: hostOf(request.url),
  });
  if (!proof) return { ok: false, fault: { reason: 'cut', code: 'NTLM_CHALLENGE' } };
  const proven = await sendHttps(authorised(request, proof));
  if (!proven.ok || proven.answer.status === 401)
    return proven.ok && proven.socket !== asked.socket ? undefined : proven;
  // IIS says so where it is set to forget the connection after each request.
  if (proven.answer.headers['persistent-auth'] !== 'false') lane.socket = proven.socket;
  return proven;
}

const authorised = (request: HttpsRequest, message: Buffer): HttpsRequest => ({
  ...request,
  headers: { ...request.headers, Authorization: `NTLM ${message.toString('base64')}` },
});

function bindingOf(socket: Socket | undefined): Buffer | undefined {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate && channelBinding(certificate.raw);
}

interface Lanes {
  /** A free connection, or the next that becomes free. */
  take(): Promise<Lane>;
  give(lane: Lane): void;
  close(): void;
}

function createLanes(options: NtlmOptions): Lanes {
  const tls = tlsOptionsOf(options);
  const all: Lane[] = [];
  const free: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  const open = (): Lane => {
    const lane: Lane = { agent: createAgent({ ...options, connectionsMax: 1 }, tls) };
    all.push(lane);
    return lane;
  };
  return {
    async take() {
      // The one used last, which is the likeliest to be still open.
      const lane = free.pop() ?? (all.length < options.connectionsMax ? open() : undefined);
      return lane ?? new Promise((resolve) => waiting.push(resolve));
    },
    give(lane) {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    },
    close() {
      for (const { agent } of all) agent.destroy();
    },
  };
}
