// The types of the register: the companies, the API keys, and the operator's decisions about both. Its rows stand in one
// partition, so that a change and its record are one transaction.
import type { Instant } from '../calendar/event.ts';
import type { AuditRow } from '../sync/ports/audit.ts';
import type { Decision } from './decision.ts';

export interface Company {
  readonly company: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** The operator suspended the company: nothing of it runs, and its API is closed. */
  readonly suspendedAt?: Instant;
  /** The operator asked for the deletion. From this instant on, the company's rows are deleted. */
  readonly deletesFrom?: Instant;
  /** The last step of the deletion. */
  readonly deletionStepAt?: Instant;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: 'entries' | 'company' | 'operator';
  /** Absent for the role operator. */
  readonly company?: string;
  readonly createdAt: Instant;
  /** The day of the last use in UTC, as `2026-12-01`. */
  readonly lastUsedOn?: string;
  /** From then on the key is not valid: it was revoked or replaced. */
  readonly endsAt?: Instant;
}

export interface StoredApiKey extends ApiKey {
  /** SHA-256 of the key, in base64url. */
  readonly hash: string;
}

/** A stored value, with the ETag of the version that was read. */
interface Read<T> {
  readonly value: T;
  readonly etag: string;
}

export interface Companies {
  /** Stores the company with its first key. Returns false where the id is taken. */
  create(company: Company, key: StoredApiKey, decision: Decision): Promise<boolean>;
  get(company: string): Promise<Read<Company> | undefined>;
  /** Replaces this version. Returns false where another version is stored. */
  put(company: Company, etag: string, decision?: Decision): Promise<boolean>;
  /** Deletes the company with its keys. Repeatable. */
  remove(company: string, decision: Decision): Promise<void>;
  list(): Promise<Company[]>;
}

export interface ApiKeys {
  get(id: string): Promise<Read<StoredApiKey> | undefined>;
  /** The keys of one company, or all keys. */
  list(company?: string): Promise<ApiKey[]>;
  /**
   * Stores a new key, and in the same transaction the changed key that it replaces. `of`: the company as it was read.
   * Returns false, and stores nothing, where company or key have changed since then.
   */
  make(
    key: StoredApiKey,
    parts: {
      readonly of: Read<Company> | undefined;
      readonly replaces?: Read<StoredApiKey>;
      readonly decision: Decision;
    },
  ): Promise<boolean>;
  /** Replaces this version. Returns false where another version is stored. */
  put(key: StoredApiKey, etag: string, decision?: Decision): Promise<boolean>;
}

export interface Register {
  companies: Companies;
  apiKeys: ApiKeys;
  /** The operator's decisions about one company and its keys, or all of them, oldest first. They outlive the company. */
  operatorDecisions(company?: string): Promise<AuditRow[]>;
}
