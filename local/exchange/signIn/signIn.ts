// Finds the caller of a request: by the Authorization header, or by the connection that signed in earlier.
import type { IncomingMessage } from 'node:http';
import type { Accounts, Principal } from '../accounts/accounts.ts';
import type { App } from '../entra/app.ts';
import type { Entra } from '../entra/entra.ts';
import { principalOf } from './bearer.ts';
import type { NtlmSignIn } from './ntlm.ts';

export type Scheme = 'Basic' | 'NTLM' | 'Negotiate' | 'Bearer';

/** An answer that asks for a sign-in, or for its next leg. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export interface SignIn {
  of(request: IncomingMessage): Promise<Outcome>;
  /** The answer of a 401. */
  challenge(): Refusal;
  /** Sign-ins so far by scheme: one a request for Basic and Bearer, one a connection for NTLM. */
  readonly counts: ReadonlyMap<Scheme, number>;
}

export interface SignInOptions {
  readonly accounts: Accounts;
  /** The offered schemes, in this order. All others are refused. */
  readonly schemes: readonly Scheme[];
  readonly ntlm: NtlmSignIn;
  readonly entra: Entra | undefined;
  readonly apps: readonly App[];
}

type Outcome = { readonly principal: Principal } | { readonly refusal: Refusal };

export function createSignIn(options: SignInOptions): SignIn {
  const { schemes } = options;
  const counts = new Map<Scheme, number>();
  const challenge = (): Refusal => ({ status: 401, headers: { 'WWW-Authenticate': schemes.map(offerOf) } });
  const refused: Outcome = { refusal: challenge() };
  return {
    async of(request) {
      const [, word = '', token = ''] = /^([A-Za-z]+)\s+(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
      const scheme = schemes.find((offered) => offered.toLowerCase() === word.toLowerCase());
      const remembered = word === '' ? options.ntlm.of(request.socket) : undefined;
      if (remembered) return { principal: remembered };
      const outcome = scheme ? await signInBy(scheme, { token, request }, options) : undefined;
      if (scheme && outcome && 'principal' in outcome) counts.set(scheme, (counts.get(scheme) ?? 0) + 1);
      return outcome ?? refused;
    },
    challenge,
    counts,
  };
}

interface Attempt {
  /** The Authorization header without its scheme. */
  readonly token: string;
  readonly request: IncomingMessage;
}

async function signInBy(
  scheme: Scheme,
  { token, request }: Attempt,
  options: SignInOptions,
): Promise<Outcome | undefined> {
  switch (scheme) {
    case 'Basic':
      return byBasic(token, options.accounts);
    case 'NTLM':
    case 'Negotiate':
      return byNtlm(scheme, { token, request }, options.ntlm);
    case 'Bearer':
      return byBearer(token, options);
    default:
      return scheme satisfies never;
  }
}

const asOutcome = (principal: Principal | undefined): Outcome | undefined => principal && { principal };

/** RFC 7617 section 2.1: without a charset parameter, clients differ. Windows tries both. */
const CHARSETS = ['utf8', 'latin1'] as const;

function byBasic(token: string, accounts: Accounts): Outcome | undefined {
  const bytes = Buffer.from(token, 'base64');
  const pairs = CHARSETS.map((charset) => bytes.toString(charset));
  const signedIn = pairs.map((pair) => {
    const colon = pair.indexOf(':');
    return accounts.signIn(pair.slice(0, colon), pair.slice(colon + 1));
  });
  return asOutcome(signedIn.find((account) => account !== undefined));
}

function byNtlm(scheme: string, { token, request }: Attempt, ntlm: NtlmSignIn): Outcome | undefined {
  const leg = ntlm.next(request.socket, token);
  if (leg && 'account' in leg) return asOutcome(leg.account);
  return leg && { refusal: { status: 401, headers: { 'WWW-Authenticate': `${scheme} ${leg.challenge}` } } };
}

async function byBearer(token: string, { entra, apps }: SignInOptions): Promise<Outcome> {
  const found = entra && (await principalOf(token, entra, apps));
  if (found && 'diagnostics' in found) {
    return { refusal: { status: found.status, headers: { 'x-ms-diagnostics': found.diagnostics } } };
  }
  const invalid = { 'WWW-Authenticate': `${offerOf('Bearer')}, error="invalid_token"` };
  return asOutcome(found) ?? { refusal: { status: 401, headers: invalid } };
}

/** Exchange's own application id, and the kinds of tokens that it accepts. */
const BEARER =
  'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", ' +
  'token_types="app_asserted_user_v1 service_asserted_app_v1"';

function offerOf(scheme: Scheme): string {
  if (scheme === 'Basic') return 'Basic realm="localhost"';
  return scheme === 'Bearer' ? BEARER : scheme;
}
