// The account proves itself with each request: by Basic, NTLM, whichever of the two is offered, or a token of an
// application. Each is a transport laid over the plain one.

import type { TransportResult } from '../../../net/https.ts';
import { type ApplicationSignIn, createTokens } from '../../../net/tokens.ts';
import type { Clock, Ids } from '../../../seams.ts';
import { offers } from '../http/schemes.ts';
import type { Transport, TransportOptions } from '../http/transport.ts';
import { createNtlmTransport } from '../ntlm/connections.ts';
import { ntlmCredentials } from '../ntlm/handshake.ts';

export interface AccountSignIn {
  /** `password`: what the server offers, NTLM rather than Basic. */
  readonly method: 'password' | 'basic' | 'ntlm';
  /** `DOMAIN\user` or an address. */
  readonly account: string;
  readonly password: string;
}

export type SignIn = AccountSignIn | (ApplicationSignIn & { readonly method: 'oauth' });

export interface SignInOptions extends TransportOptions {
  readonly now: Clock;
  readonly newId: Ids;
  /** See NtlmOptions. */
  readonly bindChannel: boolean;
}

/** The transport that signs in. `plain` is where it sends what needs no connection of its own. */
export function signedTransport(signIn: SignIn, plain: Transport, options: SignInOptions): Transport {
  switch (signIn.method) {
    case 'basic':
      return withAuthorization(plain, basicAuthorization(signIn));
    case 'ntlm':
      return ntlm(signIn, options);
    case 'password':
      return whicheverIsOffered(signIn, plain, options);
    case 'oauth':
      return withTokens(signIn, plain, options);
  }
}

const ntlm = ({ account, password }: AccountSignIn, options: SignInOptions): Transport =>
  createNtlmTransport({ ...options, credentials: ntlmCredentials(account, password) });

const withAuthorization = (plain: Transport, authorization: string): Transport => ({
  ...plain,
  post: (body, headers) => plain.post(body, { ...headers, Authorization: authorization }),
});

/** The credentials of Basic sign-in in UTF-8 (RFC 7617 section 2.1); the domain is part of the account name. */
const basicAuthorization = ({ account, password }: AccountSignIn): string =>
  `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;

/** The first request finds out; the password is sent where NTLM is not offered and Basic is. */
function whicheverIsOffered(signIn: AccountSignIn, plain: Transport, options: SignInOptions): Transport {
  const [overNtlm, overBasic] = [ntlm(signIn, options), withAuthorization(plain, basicAuthorization(signIn))];
  let chosen: Transport = overNtlm;
  return {
    async post(body, headers) {
      const tried = chosen;
      const result = await tried.post(body, headers);
      if (tried !== overNtlm || !offersBasicOnly(result)) return result;
      chosen = overBasic;
      return overBasic.post(body, headers);
    },
    close() {
      overNtlm.close();
      plain.close();
    },
  };
}

const offersBasicOnly = (result: TransportResult): boolean =>
  result.ok && result.answer.status === 401 && offers(result.answer, 'Basic') && !offers(result.answer, 'NTLM');

/** A token that is refused may have been revoked, or its key replaced, since it was kept: once a new one is tried. */
function withTokens(signIn: ApplicationSignIn, plain: Transport, options: SignInOptions): Transport {
  const tokens = createTokens(signIn, options);
  const attempt = async (renew: boolean, ...request: Parameters<Transport['post']>): Promise<TransportResult> => {
    const [body, headers] = request;
    const token = await tokens.get(renew);
    return token.ok ? plain.post(body, { ...headers, Authorization: `Bearer ${token.token}` }) : token;
  };
  return {
    async post(...request) {
      const result = await attempt(false, ...request);
      return result.ok && result.answer.status === 401 ? attempt(true, ...request) : result;
    },
    close() {
      tokens.close();
      plain.close();
    },
  };
}
