// API keys. A key is its id and a secret of 32 random bytes. It is shown once, and only its hash is stored: a plain SHA-256
// is enough, since nobody can guess 256 bits. The id finds the stored key by one point read, whatever the secret is.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The holder of a key may push entries only, act for a company, or operate the service. */
export const KEY_ROLES = ['entries', 'company', 'operator'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

export interface NewApiKey {
  readonly id: string;
  /** The text that the caller sends. */
  readonly key: string;
  readonly hash: string;
}

/** `ecs_` shows people and secret scanners that a text is a key of this service. */
const API_KEY = /^ecs_(?<id>[\w-]{16})_[\w-]{43}$/;

/** Returns a new API key. */
export function newApiKey(): NewApiKey {
  const id = randomBytes(12).toString('base64url');
  const key = `ecs_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, key, hash: hashApiKey(key) };
}

/** The hash of a key (base64url). */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** The id in a text that has the form of an API key. Another text is not looked up. */
export const idOfApiKey = (text: string): string | undefined => API_KEY.exec(text)?.groups?.id;

/** The day of an instant in UTC, as `2026-12-01`. The last use of a key is written by the day. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Compares two secrets in a time that does not depend on how much of them is equal. */
export function sameSecret(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}
