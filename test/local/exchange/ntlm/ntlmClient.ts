// An NTLM client by MS-NLMP, as the server's counterpart: every message can be made wrong on purpose.
import { createHmac } from 'node:crypto';
import { type Agent, request as httpsRequest } from 'node:https';
import { AV, readAvPair } from '../../../../local/exchange/ntlm/messages.ts';
import { ntowfV2 } from '../../../../local/exchange/ntlm/verify.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';

const hmac = (key: Buffer, ...parts: readonly Buffer[]) => createHmac('md5', key).update(Buffer.concat(parts)).digest();
const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const UNICODE_NTLM_ESS_TARGET = 0xa0880205;

export function negotiate(): Buffer {
  const message = Buffer.alloc(32);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(UNICODE_NTLM_ESS_TARGET, 12);
  return message;
}

export interface Proof {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  /** The channel binding token; none where it is undefined. */
  readonly token?: Buffer;
  /** An integrity code over the three messages: right, wrong, or none. */
  readonly integrity?: 'right' | 'wrong' | 'none';
  readonly version?: 1 | 2;
}

const pair = (id: number, value: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};

/** The AUTHENTICATE_MESSAGE that answers `challengeMessage`. */
export function authenticate(challengeMessage: Buffer, proof: Proof): Buffer {
  const { user, domain, password, token, integrity = 'right', version = 2 } = proof;
  const infoAt = challengeMessage.readUInt32LE(44);
  const info = challengeMessage.subarray(infoAt, infoAt + challengeMessage.readUInt16LE(40));
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(integrity === 'none' ? 0 : 2);
  const blob = Buffer.concat([
    Buffer.from('0101000000000000', 'hex'),
    readAvPair(info, AV.timestamp) ?? Buffer.alloc(8),
    Buffer.alloc(8, 0xaa),
    Buffer.alloc(4),
    info.subarray(0, info.length - 4),
    pair(AV.flags, flags),
    ...(token ? [pair(AV.channelBindings, token)] : []),
    pair(AV.end, Buffer.alloc(0)),
    Buffer.alloc(4),
  ]);
  const key = ntowfV2(password, user, domain);
  const proofBytes = hmac(key, challengeMessage.subarray(24, 32), blob);
  const response = version === 1 ? Buffer.alloc(24, 1) : Buffer.concat([proofBytes, blob]);
  const message = assemble(user, domain, response);
  if (integrity !== 'none') {
    const code = hmac(hmac(key, proofBytes), negotiate(), challengeMessage, message);
    (integrity === 'right' ? code : Buffer.alloc(16, 7)).copy(message, 72);
  }
  return message;
}

const HEAD_BYTES = 88;

function assemble(user: string, domain: string, response: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  SIGNATURE.copy(head);
  head.writeUInt32LE(3, 8);
  const payload: Buffer[] = [];
  let at = HEAD_BYTES;
  const put = (field: number, value: Buffer) => {
    head.writeUInt16LE(value.length, field);
    head.writeUInt16LE(value.length, field + 2);
    head.writeUInt32LE(at, field + 4);
    payload.push(value);
    at += value.length;
  };
  put(12, Buffer.alloc(24));
  put(20, response);
  put(28, Buffer.from(domain, 'utf16le'));
  put(36, Buffer.from(user, 'utf16le'));
  put(44, Buffer.alloc(0));
  put(52, Buffer.alloc(0));
  head.writeUInt32LE(UNICODE_NTLM_ESS_TARGET, 60);
  return Buffer.concat([head, ...payload]);
}

export interface Reply {
  readonly status: number;
  readonly offered: string;
}

/** The server, and the agent that holds the connection to it. */
export interface Connection {
  readonly exchange: LocalExchange;
  readonly agent: Agent;
}

/** Posts `body` on the connection, with that Authorization header or none. */
export function send({ exchange, agent }: Connection, body: string, authorization?: string): Promise<Reply> {
  const headers = {
    'Content-Type': 'text/xml; charset=utf-8',
    ...(authorization !== undefined && { Authorization: authorization }),
  };
  return new Promise((resolve, reject) => {
    const request = httpsRequest(exchange.url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, offered: response.headers['www-authenticate'] ?? '' });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The three legs on one connection; answers the status of the last one. */
export async function handshake(
  connection: Connection,
  body: string,
  { scheme = 'NTLM', ...proof }: Proof & { readonly scheme?: string },
): Promise<number> {
  const { offered } = await send(connection, '', `${scheme} ${negotiate().toString('base64')}`);
  const challenge = Buffer.from(offered.slice(scheme.length + 1), 'base64');
  return (await send(connection, body, `${scheme} ${authenticate(challenge, proof).toString('base64')}`)).status;
}
