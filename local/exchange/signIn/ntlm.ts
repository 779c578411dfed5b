// NTLM over HTTP (MS-NTHT): three legs on one connection, which stays signed in until it closes. Negotiate carries the
// same messages for clients without Kerberos.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../../../shared/seams.ts';
import type { Account, Accounts } from '../accounts/accounts.ts';
import { challengeMessage, messageType, negotiatedFlags, readAuthenticate } from '../ntlm/messages.ts';
import { type ChannelBinding, type Handshake, proves } from '../ntlm/verify.ts';

/** The result of a leg: a challenge to send back, an account, or a refusal (undefined). */
export type Leg = { readonly challenge: string } | { readonly account: Account } | undefined;

export interface NtlmSignIn {
  /** The account that this connection is signed in as. */
  of(connection: Socket): Account | undefined;
  /** The next leg of a handshake on `connection`, from the base64 token of an Authorization header. */
  next(connection: Socket, token: string): Leg;
}

export interface NtlmOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly channelBinding: ChannelBinding;
  /** The right channel binding token for this server's certificate. */
  readonly token: Buffer;
}

const DOMAIN = 'EXAMPLE';
const COMPUTER = 'EXCHANGE';
const CHALLENGE_BYTES = 8;

export function createNtlmSignIn({ accounts, clock, channelBinding, token: bound }: NtlmOptions): NtlmSignIn {
  const signedIn = new WeakMap<Socket, Account>();
  const handshakes = new WeakMap<Socket, Handshake>();

  function begin(connection: Socket, negotiate: Buffer): Leg {
    const challenge = randomBytes(CHALLENGE_BYTES);
    const flags = negotiatedFlags(negotiate);
    const message = challengeMessage({ challenge, domain: DOMAIN, computer: COMPUTER, now: clock(), flags });
    handshakes.set(connection, { negotiate, challengeMessage: message, challenge, channelBinding, token: bound });
    return { challenge: message.toString('base64') };
  }

  function finish(connection: Socket, bytes: Buffer): Leg {
    const handshake = handshakes.get(connection);
    handshakes.delete(connection);
    const message = readAuthenticate(bytes);
    if (!handshake || !message) return undefined;
    const account = accounts.named(message.domain === '' ? message.user : `${message.domain}\\${message.user}`);
    if (!account || !proves(message, account.password, handshake)) return undefined;
    signedIn.set(connection, account);
    return { account };
  }

  return {
    of: (connection) => signedIn.get(connection),
    next(connection, token) {
      const bytes = Buffer.from(token, 'base64');
      signedIn.delete(connection);
      if (messageType(bytes) === 1) return begin(connection, bytes);
      return messageType(bytes) === 3 ? finish(connection, bytes) : undefined;
    },
  };
}
