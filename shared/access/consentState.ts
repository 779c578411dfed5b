// The `state` that travels through Microsoft's pages and back (RFC 6749 section 10.12): whose consent this is and until
// when, signed with a key of ours. That it is used once, and by whom, is not its matter (consent.ts).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface ConsentState {
  readonly company: string;
  /** Names the one attempt. */
  readonly nonce: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

export type ReadState =
  | { readonly ok: true; readonly state: ConsentState }
  | { readonly ok: false; readonly problem: 'consent-state-invalid' | 'consent-expired' };

const schema = z.strictObject({ company: z.string(), nonce: z.string(), expiresAt: z.number().int() });

/** More than any state of ours; a longer one is not worth a signature. */
const CHARACTERS_MAX = 1000;

/** Text for an address: base64url of the state, and of its HMAC-SHA-256 under `key`. */
export function signConsentState(key: Uint8Array, state: ConsentState): string {
  const payload = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${payload}.${signatureOf(key, payload).toString('base64url')}`;
}

/** The state, if it was signed with one of `keys` and its time is not over at `now`. */
export function readConsentState(keys: readonly Uint8Array[], text: string, now: number): ReadState {
  const [payload = '', signature = '', ...rest] = text.length > CHARACTERS_MAX ? [] : text.split('.');
  const given = Buffer.from(signature, 'base64url');
  const signed = keys.some((key) => isSame(given, signatureOf(key, payload)));
  if (!signed || rest.length > 0) return { ok: false, problem: 'consent-state-invalid' };
  // Signed with a key of ours, so that it is JSON of ours.
  const state = schema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return now < state.expiresAt ? { ok: true, state } : { ok: false, problem: 'consent-expired' };
}

const signatureOf = (key: Uint8Array, payload: string): Buffer => createHmac('sha256', key).update(payload).digest();

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
