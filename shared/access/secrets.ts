// Secrets at rest: AES-256-GCM with a random IV. The context (whose secret, for what) is authenticated with it, so that
// a sealed value that is copied into another row does not open there. A sealed value names its key, so that keys can be
// changed while there is something under the former one.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './keys.ts';

export interface Sealer {
  /**
   * Text that can be stored: `v2.`, the id of the key in use, a dot, and base64url of IV, authentication tag and
   * ciphertext.
   */
  seal(text: string, context: readonly string[]): string;
  /** The text again. Throws SealBroken when value, key or context is not the one of `seal`. */
  open(sealed: string, context: readonly string[]): string;
  /** The id of the key that it names or, where it names none, opens with; undefined when that is none of ours. */
  keyOf(sealed: string, context: readonly string[]): string | undefined;
  /** The same sealed with the key in use; undefined when it is, or when it does not open. */
  reseal(sealed: string, context: readonly string[]): string | undefined;
}

/** What was sealed does not open: it was altered, belongs elsewhere, or its key is not among the settings. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** `v1.` has no id: it is of a time when there was one key, whichever that was. */
const SEALED = /^(?:v1|v2\.(?<id>[\w-]+))\.(?<bytes>[\w-]+)$/;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What `keys` have sealed opens, however long ago; the first of them seals. */
export function createSealer(keys: KeyRing): Sealer {
  const [inUse] = keys;
  const find = (sealed: string, context: readonly string[]): { readonly id: string; readonly text: string } => {
    const { id: named, bytes = '' } = SEALED.exec(sealed)?.groups ?? {};
    for (const { id, key } of keys) {
      const text = named === undefined || named === id ? decrypted(key, bytes, context) : undefined;
      if (text !== undefined) return { id, text };
    }
    throw new SealBroken('a sealed value does not open');
  };
  const found = (sealed: string, context: readonly string[]) => {
    try {
      return find(sealed, context);
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  };
  const seal = (text: string, context: readonly string[]): string =>
    `v2.${inUse.id}.${encrypted(inUse.key, text, context)}`;
  return {
    seal,
    open: (sealed, context) => find(sealed, context).text,
    keyOf: (sealed, context) => SEALED.exec(sealed)?.groups?.id ?? found(sealed, context)?.id,
    reseal(sealed, context) {
      if (sealed.startsWith(`v2.${inUse.id}.`)) return undefined;
      const known = found(sealed, context);
      return known && seal(known.text, context);
    },
  };
}

function encrypted(key: Uint8Array, text: string, context: readonly string[]): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated(context));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/** Undefined when key, context or bytes are other ones. */
function decrypted(key: Uint8Array, sealed: string, context: readonly string[]): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(context)).setAuthTag(tag);
  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** JSON, because joined text would make ['a', 'bc'] and ['ab', 'c'] the same. */
const authenticated = (context: readonly string[]): Buffer => Buffer.from(JSON.stringify(context));
