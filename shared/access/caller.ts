// Identifies the caller of a request: the operator by OPERATOR_KEY, anybody by an API key, and on a developer's machine a
// user by name. A key is checked at each request, so that its end counts from the next request on.
import type { ProblemCode } from '../problems.ts';
import type { Clock } from '../seams.ts';
import { hashApiKey, idOfApiKey, type KeyRole, sameSecret } from './apiKeys.ts';

export type Caller =
  | { readonly role: 'operator' }
  /** `key`: the id of the key. */
  | { readonly role: 'company' | 'entries'; readonly company: string; readonly key: string }
  | { readonly role: 'user'; readonly company: string; readonly email: string };

export type Role = Caller['role'];

/** An API key as it is stored. */
export interface KnownKey {
  readonly hash: string;
  readonly role: KeyRole;
  /** Absent for the role operator. */
  readonly company?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. From then on the key is not valid. */
  readonly endsAt?: number;
}

/** `closed`: the problem that every caller of the company is told. */
export type CompanyAccess = 'open' | 'missing' | { readonly closed: ProblemCode };

export interface CallerLookup {
  readonly operatorKey: string;
  /** True where the headers x-local-user and x-local-company count. They never do in Azure (shared/config.ts). */
  readonly localUsers: boolean;
  readonly now: Clock;
  readonly findKey: (id: string) => Promise<KnownKey | undefined>;
  /** Hears of each valid use of the key that was found. */
  readonly keyUsed: () => Promise<void>;
  readonly accessOf: (company: string) => Promise<CompanyAccess>;
}

/** The company of a local user who names none. `npm start` creates it. */
const LOCAL_COMPANY = 'local';
/** The ids that a company can have. */
const COMPANY_ID = /^[\w-]{1,63}$/;

/**
 * Returns the caller of a request, or the problem why the request is refused. `header` returns a request header or null.
 */
export async function identify(
  header: (name: string) => string | null,
  lookup: CallerLookup,
): Promise<Caller | ProblemCode> {
  const key = bearer(header('authorization'));
  if (key !== undefined) return byKey(key, lookup);
  const user = lookup.localUsers ? header('x-local-user')?.trim().toLowerCase() : undefined;
  const company = header('x-local-company') ?? LOCAL_COMPANY;
  if (!user || !COMPANY_ID.test(company)) return 'not-signed-in';
  const access = await lookup.accessOf(company);
  return typeof access === 'string' ? { role: 'user', company, email: user } : access.closed;
}

async function byKey(text: string, lookup: CallerLookup): Promise<Caller | ProblemCode> {
  if (sameSecret(text, lookup.operatorKey)) return { role: 'operator' };
  const id = idOfApiKey(text);
  const key = id === undefined ? undefined : await lookup.findKey(id);
  if (id === undefined || !key || !sameSecret(hashApiKey(text), key.hash)) return 'not-signed-in';
  // Only the holder of the secret learns that the key has ended.
  if (key.endsAt !== undefined && key.endsAt <= lookup.now()) return 'key-ended';
  const caller = await callerOf(id, key, lookup);
  if (typeof caller !== 'string') await lookup.keyUsed();
  return caller;
}

async function callerOf(id: string, { role, company }: KnownKey, lookup: CallerLookup): Promise<Caller | ProblemCode> {
  if (role === 'operator') return { role };
  if (company === undefined) return 'not-signed-in';
  const access = await lookup.accessOf(company);
  if (access === 'open') return { role, company, key: id };
  return access === 'missing' ? 'not-signed-in' : access.closed;
}

/** The token of RFC 6750 section 2.1. The scheme is case-insensitive (RFC 9110 section 11.1). */
const bearer = (authorization: string | null): string | undefined =>
  /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
