// Signs and reads the `state` parameter that goes through Microsoft's pages and back (RFC 6749 section 10.12). It names
// the company, the attempt and its end. shared/access/consent.ts checks that a state is used once and by the right person.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface ConsentState {
  readonly company: string;
  /** Identifies the attempt. */
  readonly nonce: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

export type ReadState =
  | { readonly ok: true; readonly state: ConsentState }
  | { readonly ok: false; readonly problem: 'consent-state-invalid' | 'consent-expired' };

const schema = z.strictObject({ company: z.string(), nonce: z.string(), expiresAt: z.number().int() });

/** Longer than any state that we sign. A longer text is refused before its signature is computed. */
const CHARACTERS_MAX = 1000;

/** Returns a text for a URL: base64url of the state, a dot, and base64url of its HMAC-SHA-256 under `key`. */
export function signConsentState(key: Uint8Array, state: ConsentState): string {
  const payload = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${payload}.${signatureOf(key, payload).toString('base64url')}`;
}

/** Returns the state where it was signed with one of `keys` and has not expired at `now`. */
export function readConsentState(keys: readonly Uint8Array[], text: string, now: number): ReadState {
  const [payload = '', signature = '', ...rest] = text.length > CHARACTERS_MAX ? [] : text.split('.');
  const given = Buffer.from(signature, 'base64url');
  const signed = keys.some((key) => isSame(given, signatureOf(key, payload)));
  if (!signed || rest.length > 0) return { ok: false, problem: 'consent-state-invalid' };
  // The signature proves that this is JSON that we wrote.
  const state = schema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return now < state.expiresAt ? { ok: true, state } : { ok: false, problem: 'consent-expired' };
}

const signatureOf = (key: Uint8Array, payload: string): Buffer => createHmac('sha256', key).update(payload).digest();

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
