// API keys: 32 random bytes, shown once, stored as a hash. A key has full entropy, so that a plain SHA-256 is enough.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Tells people, and scanners for leaked secrets, whose key it is. */
const PREFIX = 'ecs_';

/** A new key of a company. */
export const newApiKey = (): string => PREFIX + randomBytes(32).toString('base64url');

/** What is stored of a key, and what it is looked up by. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Whether a presented key has the form of one: anything else is not worth a look-up. */
export const isApiKey = (text: string): boolean => /^ecs_[\w-]{43}$/.test(text);

/** Compares without telling by its duration how much of the secret was right. */
export function sameSecret(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}
