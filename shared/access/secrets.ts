// Secrets at rest: AES-256-GCM with a random IV. The context (whose secret, for what) is authenticated with it, so that
// a sealed value that is copied into another row does not open there.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Sealer {
  /** Text that can be stored: `v1.` and base64url of IV, authentication tag and ciphertext. */
  seal(text: string, context: readonly string[]): string;
  /** The text again. Throws SealBroken when value, key or context is not the one of `seal`. */
  open(sealed: string, context: readonly string[]): string;
}

/** What was sealed does not open: it was altered, belongs elsewhere, or ENCRYPTION_KEY is another one. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const PREFIX = 'v1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `key` has 32 bytes. */
export function createSealer(key: Uint8Array): Sealer {
  return {
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated(context));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url');
    },
    open(sealed, context) {
      if (!sealed.startsWith(PREFIX)) throw new SealBroken('not a sealed value');
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new SealBroken('not a sealed value');
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(authenticated(context)).setAuthTag(tag);
      try {
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new SealBroken('a sealed value does not open');
      }
    },
  };
}

/** JSON, because joined text would make ['a', 'bc'] and ['ab', 'c'] the same. */
const authenticated = (context: readonly string[]): Buffer => Buffer.from(JSON.stringify(context));
