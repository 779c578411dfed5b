// The keyed marks of a company's tags. Their key is MARKS_KEY: it is never changed, so that marks outlive every change of
// the encryption key and lost tables.
import { createHmac } from 'node:crypto';
import { deriveKey } from '../../access/keys.ts';
import type { Mark } from '../../sync/marks/ownMarks.ts';

/** 96 bits, like a fingerprint of a field. */
const MARK_BYTES = 12;

/** The mark that a deployment (its `marksKey`) gives the tags of one company and source. */
export function markOf(marksKey: Uint8Array, company: string, source: string): Mark {
  const key = deriveKey(marksKey, 'marks', [company, source]);
  return ({ pair, nonce, of = '' }) =>
    createHmac('sha256', key).update(`${pair}\0${nonce}\0${of}`).digest().toString('base64url', 0, MARK_BYTES);
}
