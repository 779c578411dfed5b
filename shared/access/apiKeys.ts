// API keys: 32 random bytes, shown once and stored as a hash. A plain SHA-256 is enough, since a key has 256 bits of
// entropy and cannot be guessed.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Shows people and secret scanners that a text is a key of this service. */
const PREFIX = 'ecs_';

/** Returns a new API key. */
export const newApiKey = (): string => PREFIX + randomBytes(32).toString('base64url');

/** The hash of a key (base64url). It is stored, and a presented key is looked up by it. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** True for a text in the form of an API key. Only such a text is looked up. */
export const isApiKey = (text: string): boolean => /^ecs_[\w-]{43}$/.test(text);

/** Compares two secrets in a time that does not depend on how much of them is equal. */
export function sameSecret(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}
