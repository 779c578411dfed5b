// Identifies the caller of a request: the operator by OPERATOR_KEY, a company by its API key, and on a developer's
// machine a user by name.
import { hashApiKey, isApiKey, sameSecret } from './apiKeys.ts';

export type Caller =
  | { readonly role: 'operator' }
  | { readonly role: 'company'; readonly company: string }
  | { readonly role: 'user'; readonly company: string; readonly email: string };

export type Role = Caller['role'];

export interface CallerLookup {
  readonly operatorKey: string;
  /** True where the headers x-local-user and x-local-company count. They never do in Azure (shared/config.ts). */
  readonly localUsers: boolean;
  /** The company whose API key has this hash. */
  readonly findCompany: (apiKeyHash: string) => Promise<{ readonly company: string } | undefined>;
}

/** The company of a local user who names none. `npm start` creates it. */
const LOCAL_COMPANY = 'local';
/** The ids that a company can have. */
const COMPANY_ID = /^[\w-]{1,63}$/;

/** Returns the caller of a request, or undefined for an unknown one. `header` returns a request header or null. */
export async function identify(
  header: (name: string) => string | null,
  lookup: CallerLookup,
): Promise<Caller | undefined> {
  const key = bearer(header('authorization'));
  if (key !== undefined) return byKey(key, lookup);
  const user = lookup.localUsers ? header('x-local-user')?.trim().toLowerCase() : undefined;
  const company = header('x-local-company') ?? LOCAL_COMPANY;
  if (!user || !COMPANY_ID.test(company)) return undefined;
  return { role: 'user', company, email: user };
}

async function byKey(key: string, lookup: CallerLookup): Promise<Caller | undefined> {
  if (sameSecret(key, lookup.operatorKey)) return { role: 'operator' };
  if (!isApiKey(key)) return undefined;
  const found = await lookup.findCompany(hashApiKey(key));
  return found && { role: 'company', company: found.company };
}

/** The token of RFC 6750 section 2.1. The scheme is case-insensitive (RFC 9110 section 11.1). */
const bearer = (authorization: string | null): string | undefined =>
  /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
