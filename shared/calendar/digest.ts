// A name for a text that does not show it and needs no key: for ids, which nobody could guess; never for content.
import { createHash } from 'node:crypto';

/** 96 bits in base64url: two meet by chance less than once in 10^18 links. */
const LENGTH = 16;

/** SHA-256 of the text, cut to 12 bytes. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, LENGTH);
