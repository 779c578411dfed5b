// Checks that an AUTHENTICATE_MESSAGE proves the password. NTLMv2 alone is accepted (MS-NLMP section 3.3.2). The
// integrity code is checked where the client says that it sent one (3.1.5.1.2), and the channel binding as Windows
// Extended Protection demands.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { md4 } from './md4.ts';
import { type Authenticate, AV, FLAGS, readAvPair } from './messages.ts';
import { rc4 } from './rc4.ts';

/** Windows Extended Protection: the token is ignored, must be right where present, or must be present and right. */
export type ChannelBinding = 'none' | 'allow' | 'require';

export interface Handshake {
  readonly negotiate: Buffer;
  readonly challengeMessage: Buffer;
  readonly challenge: Buffer;
  readonly channelBinding: ChannelBinding;
  /** The right token: `channelBindingToken` of the server's certificate. */
  readonly token: Buffer;
}

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer =>
  createHmac('md5', key).update(Buffer.concat(parts)).digest();

/** MS-NLMP section 3.3.2, NTOWFv2. */
export const ntowfV2 = (password: string, user: string, domain: string): Buffer =>
  hmac(md4(Buffer.from(password, 'utf16le')), Buffer.from(user.toUpperCase() + domain, 'utf16le'));

const PROOF_BYTES = 16;
/**
 * An NTLMv1 response has 24 bytes. An NTLMv2 response has at least its proof, its fixed part and the end of its
 * AV_PAIRs.
 */
const V2_RESPONSE_BYTES_MIN = PROOF_BYTES + 28 + 4;
const AV_PAIRS_AT = 28;
const FLAG_MIC = 0x2;
const MIC = { at: 72, bytes: 16 } as const;

/** True when `message` answers `handshake` with this password. */
export function proves(message: Authenticate, password: string, handshake: Handshake): boolean {
  const { ntResponse, user, domain } = message;
  if (ntResponse.length < V2_RESPONSE_BYTES_MIN) return false;
  const key = ntowfV2(password, user, domain);
  const [proof, blob] = [ntResponse.subarray(0, PROOF_BYTES), ntResponse.subarray(PROOF_BYTES)];
  if (!timingSafeEqual(proof, hmac(key, handshake.challenge, blob))) return false;
  const pairs = blob.subarray(AV_PAIRS_AT);
  return isIntact(message, { baseKey: hmac(key, proof), pairs }, handshake) && isBound(pairs, handshake);
}

function isIntact(
  message: Authenticate,
  { baseKey, pairs }: { readonly baseKey: Buffer; readonly pairs: Buffer },
  handshake: Handshake,
): boolean {
  const flags = readAvPair(pairs, AV.flags)?.readUInt32LE() ?? 0;
  if ((flags & FLAG_MIC) === 0) return true;
  const exchanges = (message.flags & FLAGS.keyExchange) !== 0 && message.sessionKey.length > 0;
  const key = exchanges ? rc4(baseKey, message.sessionKey) : baseKey;
  const sent = message.bytes.subarray(MIC.at, MIC.at + MIC.bytes);
  const without = Buffer.from(message.bytes).fill(0, MIC.at, MIC.at + MIC.bytes);
  const expected = hmac(key, handshake.negotiate, handshake.challengeMessage, without);
  return sent.length === MIC.bytes && timingSafeEqual(sent, expected);
}

function isBound(pairs: Buffer, { channelBinding, token }: Handshake): boolean {
  if (channelBinding === 'none') return true;
  const sent = readAvPair(pairs, AV.channelBindings);
  const isAbsent = sent?.every((byte) => byte === 0) ?? true;
  return isAbsent ? channelBinding === 'allow' : sent?.equals(token) === true;
}

/**
 * MsvAvChannelBindings for a server certificate (DER): the MD5 of gss_channel_bindings_struct (RFC 2744 section 3.11)
 * with tls-server-end-point (RFC 5929 section 4.1). Its hash is SHA-256 for certificates signed with SHA-256 or a
 * weaker hash.
 */
export function channelBindingToken(certificate: Buffer): Buffer {
  const data = Buffer.concat([
    Buffer.from('tls-server-end-point:', 'latin1'),
    createHash('sha256').update(certificate).digest(),
  ]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5')
    .update(Buffer.concat([head, data]))
    .digest();
}
