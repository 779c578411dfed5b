// The operator makes, replaces and revokes API keys. A key is answered once; only its hash is kept.
import { type KeyRole, newApiKey } from '../../access/apiKeys.ts';
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import type { ApiKey, StoredApiKey } from '../../state/register.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface KeyWanted {
  readonly name: string;
  readonly role: KeyRole;
  /** Absent for the role operator alone. */
  readonly company?: string | undefined;
}

export interface MadeKey {
  /** The key as it is stored. */
  readonly stored: ApiKey;
  /** The text that callers send. */
  readonly key: string;
}

/** A revocation meets the daily note of the last use, and another operator, at most so often. */
const ATTEMPTS = 5;
const HOUR_MS = 3_600_000;

/** The keys of one company, or all keys, with those that have ended. The oldest is first. */
export async function listApiKeys(app: App, company?: string): Promise<readonly ApiKey[]> {
  return (await app.directory.apiKeys.list(company)).toSorted((a, b) => a.createdAt - b.createdAt);
}

export async function makeApiKey(app: App, { name, role, company }: KeyWanted): Promise<MadeKey | Refusal> {
  const of = company === undefined ? undefined : await app.directory.companies.get(company);
  if (company !== undefined && !of) return refused('company-unknown');
  if (of?.value.deletesFrom !== undefined) return refused('company-deleting');
  const { key, stored } = newKey(app, { name, role, company });
  const decision = decisionOf({ app, by: 'operator' }, 'keyMade', { key: stored.id });
  const isMade = await app.directory.apiKeys.make(stored, { of, decision });
  return isMade ? { key, stored: shown(stored) } : refused('version-stale');
}

export interface KeyReplacement {
  readonly id: string;
  /** The hours during which both keys are valid. */
  readonly hours: number;
}

/** Makes a key with the same name, role and company. The former one ends after `hours`, or sooner where it ends sooner. */
export async function replaceApiKey(
  app: App,
  { id, hours }: KeyReplacement,
): Promise<(MadeKey & { readonly formerEndsAt: Instant }) | Refusal> {
  const { apiKeys, companies } = app.directory;
  const former = await apiKeys.get(id);
  if (!former) return refused('not-found');
  const { name, role, company, endsAt } = former.value;
  if (endsAt !== undefined && endsAt <= app.now()) return refused('key-over');
  const of = company === undefined ? undefined : await companies.get(company);
  if (of?.value.deletesFrom !== undefined) return refused('company-deleting');
  const formerEndsAt = Math.min(endsAt ?? Number.POSITIVE_INFINITY, app.now() + hours * HOUR_MS);
  const { key, stored } = newKey(app, { name, role, company });
  const decision = decisionOf({ app, by: 'operator' }, 'keyReplaced', { key: id });
  const replaces = { value: { ...former.value, endsAt: formerEndsAt }, etag: former.etag };
  const isMade = await apiKeys.make(stored, { of, replaces, decision });
  return isMade ? { key, stored: shown(stored), formerEndsAt } : refused('version-stale');
}

/** Repeatable. Answers the refusal, or undefined after the key was revoked. */
export async function revokeApiKey(app: App, id: string): Promise<Refusal | undefined> {
  const { apiKeys } = app.directory;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await apiKeys.get(id);
    if (!stored) return refused('not-found');
    const { value, etag } = stored;
    const now = app.now();
    if (value.endsAt !== undefined && value.endsAt <= now) return undefined;
    const decision = decisionOf({ app, by: 'operator' }, 'keyRevoked', { key: id });
    if (await apiKeys.put({ ...value, endsAt: now }, etag, decision)) return undefined;
  }
  return refused('version-stale');
}

export function newKey(
  app: Pick<App, 'now'>,
  { name, role, company }: KeyWanted,
): { readonly key: string; readonly stored: StoredApiKey } {
  const { key, id, hash } = newApiKey();
  const stored = { id, name, role, ...(company === undefined ? {} : { company }), createdAt: app.now(), hash };
  return { key, stored };
}

const shown = ({ hash: _, ...key }: StoredApiKey): ApiKey => key;
