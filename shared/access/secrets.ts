// Encrypts secrets at rest: AES-256-GCM with a random IV. The context (owner and purpose) is authenticated, so a sealed
// value that is copied into another row does not open there. A sealed value carries the id of its key, so keys can be
// changed while values under former keys exist.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './keys.ts';

export interface Sealer {
  /**
   * Returns the encrypted text: `v2.`, the id of the key in use, a dot, and base64url of IV, authentication tag and
   * ciphertext.
   */
  seal(text: string, context: readonly string[]): string;
  /** Returns the decrypted text. Throws SealBroken where value or context differ from `seal`, or the key is unknown. */
  open(sealed: string, context: readonly string[]): string;
  /** Encrypts bytes: IV, authentication tag and ciphertext. The id of the key is kept beside them. */
  sealBytes(bytes: Uint8Array, context: readonly string[]): SealedBytes;
  /** Returns the decrypted bytes. Throws SealBroken as `open` does. */
  openBytes(sealed: SealedBytes, context: readonly string[]): Uint8Array;
  /** The id of the key of a sealed value. A value without id (`v1.`) is tried with every key; undefined where none opens it. */
  keyOf(sealed: string, context: readonly string[]): string | undefined;
  /** The text sealed with the key in use; undefined where it already is, or where the value does not open. */
  reseal(sealed: string, context: readonly string[]): string | undefined;
}

export interface SealedBytes {
  /** The id of the key. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** A sealed value does not open: it was altered, it belongs to another context, or the settings lack its key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** `v1.` values have no key id: they were written when there was only one key. */
const SEALED = /^(?:v1|v2\.(?<id>[\w-]+))\.(?<bytes>[\w-]+)$/;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Returns a sealer that seals with the first key and opens with all of them. */
export function createSealer(keys: KeyRing): Sealer {
  const [inUse] = keys;
  const decrypt = (sealed: string, context: readonly string[]): { readonly id: string; readonly text: string } => {
    const { id: named, bytes = '' } = SEALED.exec(sealed)?.groups ?? {};
    for (const { id, key } of keys) {
      const isTried = named === undefined || named === id;
      const clear = isTried ? decrypted(key, Buffer.from(bytes, 'base64url'), context) : undefined;
      if (clear) return { id, text: clear.toString('utf8') };
    }
    throw new SealBroken('a sealed value does not open');
  };
  const tryDecrypt = (sealed: string, context: readonly string[]) => {
    try {
      return decrypt(sealed, context);
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  };
  const seal = (text: string, context: readonly string[]): string =>
    `v2.${inUse.id}.${encrypted(inUse.key, Buffer.from(text), context).toString('base64url')}`;
  return {
    seal,
    sealBytes: (bytes, context) => ({ key: inUse.id, bytes: encrypted(inUse.key, bytes, context) }),
    openBytes(sealed, context) {
      const named = keys.find(({ id }) => id === sealed.key);
      const clear = named && decrypted(named.key, sealed.bytes, context);
      if (!clear) throw new SealBroken('sealed bytes do not open');
      return clear;
    },
    open: (sealed, context) => decrypt(sealed, context).text,
    keyOf: (sealed, context) => SEALED.exec(sealed)?.groups?.id ?? tryDecrypt(sealed, context)?.id,
    reseal(sealed, context) {
      if (sealed.startsWith(`v2.${inUse.id}.`)) return undefined;
      const opened = tryDecrypt(sealed, context);
      return opened && seal(opened.text, context);
    },
  };
}

function encrypted(key: Uint8Array, clear: Uint8Array, context: readonly string[]): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated(context));
  const ciphertext = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/** Undefined where the key or the context is not the one of `encrypted`, or the bytes were altered. */
function decrypted(key: Uint8Array, bytes: Uint8Array, context: readonly string[]): Buffer | undefined {
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(context)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** As JSON, since joined texts would make ['a', 'bc'] and ['ab', 'c'] equal. */
const authenticated = (context: readonly string[]): Buffer => Buffer.from(JSON.stringify(context));
