// Proof Key for Code Exchange (RFC 7636): the code of a sign-in is worth something only with the secret of whoever
// started that sign-in. Entra also takes the method `plain`. This one takes S256 alone.
import { createHash } from 'node:crypto';

/** SHA-256 in base64url (RFC 7636 section 4.2). */
const CHALLENGE = /^[\w-]{43}$/;

type Challenge = { readonly ok: true; readonly value: string | undefined } | { readonly ok: false };

/** The challenge in the query of a sign-in page; undefined where the application sent none. */
export function readChallenge(query: URLSearchParams): Challenge {
  const value = query.get('code_challenge');
  if (value === null) return { ok: true, value: undefined };
  return CHALLENGE.test(value) && query.get('code_challenge_method') === 'S256' ? { ok: true, value } : { ok: false };
}

/** True where the verifier belongs to the challenge, or where the sign-in had no challenge. */
export function isVerifierOf(challenge: string | undefined, verifier: string | null): boolean {
  if (challenge === undefined) return true;
  return verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge;
}
