// The three messages of NTLM version 2 as [MS-NLMP] has them, version 1 never. Proof of the password bound to the TLS
// connection (channel binding, RFC 5929) and to the messages themselves (MIC), as Windows' own clients send them.
import { createHmac } from 'node:crypto';
import type { Instant } from '../../../calendar/event.ts';
import { md4 } from './md4.ts';

export interface NtlmCredentials {
  /** Empty where the user is an address. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

export interface Challenge {
  /** The whole message, which the MIC covers. */
  readonly message: Buffer;
  readonly flags: number;
  readonly serverChallenge: Buffer;
  /** AV_PAIRs by their id, in their order ([MS-NLMP] section 2.2.2.1). */
  readonly target: ReadonlyMap<number, Buffer>;
}

export interface Proof {
  readonly credentials: NtlmCredentials;
  readonly challenge: Challenge;
  /** 8 bytes that nobody can guess. */
  readonly clientChallenge: Buffer;
  /** Used where the server tells no time. */
  readonly now: Instant;
  /** Of the TLS connection. */
  readonly channelBinding?: Buffer;
  /** `HTTP/mail.example.com` */
  readonly servicePrincipal: string;
}

const SIGNATURE = Buffer.from('NTLMSSP\0');
/** Unicode, target and its info, NTLM, always sign, extended session security, 128 and 56 bit (section 2.2.2.5). */
const FLAGS = 0xa0888205;
const AV = { end: 0, flags: 6, timestamp: 7, targetName: 9, channelBindings: 10 } as const;
const MIC_PROVIDED = 2;
const MIC_AT = 72;
const PAYLOAD_AT = 88;

/** NEGOTIATE_MESSAGE (section 2.2.1.1): tells neither domain nor name of this machine. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(40);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(FLAGS, 12);
  return message;
}

/** CHALLENGE_MESSAGE (section 2.2.1.2); undefined when the bytes are none. */
export function readChallenge(message: Buffer): Challenge | undefined {
  if (message.length < 48 || !message.subarray(0, 8).equals(SIGNATURE) || message.readUInt32LE(8) !== 2)
    return undefined;
  const [length, at] = [message.readUInt16LE(40), message.readUInt32LE(44)];
  const target = avPairs(message.subarray(at, at + length));
  if (at + length > message.length || target === undefined) return undefined;
  return { message, flags: message.readUInt32LE(20), serverChallenge: message.subarray(24, 32), target };
}

/** AUTHENTICATE_MESSAGE (section 2.2.1.3). */
export function authenticateMessage(proof: Proof): Buffer {
  const { credentials, challenge } = proof;
  const timestamp = challenge.target.get(AV.timestamp);
  const key = ntowfv2(credentials);
  const blob = clientBlob(proof, timestamp);
  const ntProof = hmac(key, challenge.serverChallenge, blob);
  const message = assemble(challenge.flags, [
    lmResponse(proof, key, timestamp),
    Buffer.concat([ntProof, blob]),
    unicode(credentials.domain),
    unicode(credentials.user),
  ]);
  if (timestamp) hmac(hmac(key, ntProof), negotiateMessage(), challenge.message, message).copy(message, MIC_AT);
  return message;
}

/** The key of a password (section 3.3.2). */
export const ntowfv2 = ({ domain, user, password }: NtlmCredentials): Buffer =>
  hmac(md4(unicode(password)), unicode(upperCase(user) + domain));

/** LMv2; zeros where the server tells its time (section 3.1.5.1.2). */
const lmResponse = ({ challenge, clientChallenge }: Proof, key: Buffer, timestamp: Buffer | undefined): Buffer =>
  timestamp
    ? Buffer.alloc(24)
    : Buffer.concat([hmac(key, challenge.serverChallenge, clientChallenge), clientChallenge]);

/** The `temp` of section 3.3.2: time, our challenge, and what the server told of itself with our additions. */
export function clientBlob(proof: Proof, timestamp: Buffer | undefined): Buffer {
  const { challenge, clientChallenge, now, channelBinding, servicePrincipal } = proof;
  const pairs = new Map(challenge.target);
  if (timestamp) {
    const flags = Buffer.alloc(4);
    flags.writeUInt32LE((pairs.get(AV.flags)?.readUInt32LE() ?? 0) | MIC_PROVIDED);
    pairs.set(AV.flags, flags);
  }
  if (channelBinding) pairs.set(AV.channelBindings, channelBinding);
  if (servicePrincipal !== '') pairs.set(AV.targetName, unicode(servicePrincipal));
  const head = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
  const zeros = Buffer.alloc(4);
  return Buffer.concat([head, timestamp ?? fileTime(now), clientChallenge, zeros, avBytes(pairs), zeros]);
}

/** Header and payload; the session key and the name of this machine stay empty. */
function assemble(
  challengeFlags: number,
  parts: readonly [lm: Buffer, nt: Buffer, domain: Buffer, user: Buffer],
): Buffer {
  const header = Buffer.alloc(PAYLOAD_AT);
  SIGNATURE.copy(header);
  header.writeUInt32LE(3, 8);
  let offset = PAYLOAD_AT;
  for (const [index, part] of [...parts, Buffer.alloc(0), Buffer.alloc(0)].entries()) {
    const at = 12 + index * 8;
    header.writeUInt16LE(part.length, at);
    header.writeUInt16LE(part.length, at + 2);
    header.writeUInt32LE(offset, at + 4);
    offset += part.length;
  }
  header.writeUInt32LE((FLAGS & challengeFlags) >>> 0, 60);
  return Buffer.concat([header, ...parts]);
}

function avPairs(bytes: Buffer): Map<number, Buffer> | undefined {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const [id, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (id === AV.end) return pairs;
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (value.length < length) return undefined;
    pairs.set(id, value);
    at += 4 + length;
  }
  return bytes.length === 0 ? pairs : undefined;
}

function avBytes(pairs: ReadonlyMap<number, Buffer>): Buffer {
  const parts = [...pairs].map(([id, value]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}

/** 100 nanoseconds since 1601 ([MS-DTYP] section 2.3.3). */
function fileTime(now: Instant): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const mac = createHmac('md5', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

const unicode = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** As Windows does it: a letter stays one letter (`ß`). */
const upperCase = (text: string): string =>
  Array.from(text, (letter) => (letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter)).join(
    '',
  );
