// Digests of ids: short names that do not reveal the id and need no key. Never for content, which could be guessed.
import { createHash } from 'node:crypto';

/** 96 bits in base64url. Two of 100,000 digests are equal by chance in less than one of 10^18 cases. */
const LENGTH = 16;

/** Returns the first 12 bytes of the SHA-256 of the text, in base64url. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, LENGTH);
