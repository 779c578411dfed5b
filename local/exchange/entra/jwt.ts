// JSON Web Tokens in compact form (RFC 7515, RFC 7519), with the two algorithms that Entra's clients sign with.
import { constants, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

export function signJwt(header: object, claims: object, key: KeyObject): string {
  const signed = `${encode({ ...header, alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

/** The parts of a token, of which nothing is verified yet; undefined for what is none. */
export function readJwt(token: string): Jwt | undefined {
  const [header, claims, signature, ...rest] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return undefined;
  const parts = [header, claims].map(decode);
  if (!parts[0] || !parts[1]) return undefined;
  const signed = `${header}.${claims}`;
  return { header: parts[0], claims: parts[1], signed, signature: Buffer.from(signature, 'base64url') };
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder of the private half of `key` signed it, as RS256 or PS256 (RFC 7518 sections 3.3 and 3.5). */
export function isSignedBy({ header, signed, signature }: Jwt, key: KeyObject): boolean {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  if (header.alg === 'RS256') return verify('sha256', Buffer.from(signed), publicKey, signature);
  if (header.alg !== 'PS256') return false;
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify('sha256', Buffer.from(signed), { key: publicKey, ...padding }, signature);
}
