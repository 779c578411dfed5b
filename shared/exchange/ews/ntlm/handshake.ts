// From a server's challenge to the proof that answers it.
import { createHash } from 'node:crypto';
import type { Instant } from '../../../calendar/event.ts';
import { authenticateMessage, type NtlmCredentials, readChallenge } from './messages.ts';

export interface Handshake {
  readonly credentials: NtlmCredentials;
  readonly now: Instant;
  /** Unguessable, never used before. */
  readonly id: string;
  readonly channelBinding: Buffer | undefined;
  readonly host: string;
}

/** `DOMAIN\user`, or an address, which has its domain in itself. */
export function ntlmCredentials(account: string, password: string): NtlmCredentials {
  const [, domain = '', user = account] = /^([^\\]+)\\(.*)$/s.exec(account) ?? [];
  return { domain, user, password };
}

/** Undefined when the challenge is none. */
export function proofFrom(
  message: Buffer,
  { credentials, now, id, channelBinding, host }: Handshake,
): Buffer | undefined {
  const challenge = readChallenge(message);
  if (!challenge) return undefined;
  return authenticateMessage({
    credentials,
    challenge,
    clientChallenge: createHash('sha256').update(id).digest().subarray(0, 8),
    now,
    ...(channelBinding ? { channelBinding } : {}),
    servicePrincipal: `HTTP/${host}`,
  });
}
