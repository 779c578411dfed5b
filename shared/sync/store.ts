// The ports to what the engine remembers. Adapter: shared/state on Table Storage.
import type { LinkRows } from './rows.ts';

export type RowKind = keyof LinkRows;

/** `name` is '' for the kinds that exist once: lease, link, mailboxWatermark, sourceEnumeration, hold, cleanup. */
export interface RowRef<K extends RowKind = RowKind> {
  readonly kind: K;
  readonly name: string;
}

/** A row as read; `K` distributes, so that testing `kind` tells what `row` is. */
export type Stored<K extends RowKind = RowKind> = K extends RowKind
  ? { readonly kind: K; readonly name: string; readonly row: LinkRows[K]; readonly etag: string }
  : never;

/** `insert` and `replace` are conditional. `upsert` is for marks that say the same whoever writes them. */
export type RowWrite<K extends RowKind = RowKind> = K extends RowKind
  ?
      | { readonly op: 'insert' | 'upsert'; readonly kind: K; readonly name: string; readonly row: LinkRows[K] }
      | {
          readonly op: 'replace';
          readonly kind: K;
          readonly name: string;
          readonly row: LinkRows[K];
          readonly etag: string;
        }
      | { readonly op: 'delete'; readonly kind: K; readonly name: string; readonly etag: string }
  : never;

/** At `conflict.index` stands the write whose condition did not hold; nothing of the transaction was applied. */
export type CommitResult =
  | { readonly ok: true; readonly etags: readonly (string | undefined)[] }
  | { readonly ok: false; readonly index: number };

/** A transaction takes at most this many rows (Azure Table Storage). */
export const ROWS_PER_TRANSACTION = 100;

/** The most rows that `LinkStore.head` answers (one page of Azure Table Storage). */
export const HEAD_ROWS_MAX = 1000;

/** Thrown when the store could not be reached or failed: the run ends, the queue delivers its message again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** One link's partition. */
export interface LinkStore {
  /**
   * One range query for all that an idle run must know: lease, link, watermarks, hold, dirty marks, inbox.
   * At most HEAD_ROWS_MAX rows, marks before the inbox.
   */
  head(): Promise<Stored[]>;
  /** Point reads, answered in order. */
  load<K extends RowKind>(refs: readonly RowRef<K>[]): Promise<(Stored<K> | undefined)[]>;
  /** Every row of one kind; with `pairs`, of those kinds that are named by their pair, only from one pair to another. */
  list<K extends RowKind>(kind: K, pairs?: { readonly from: string; readonly to: string }): Promise<Stored<K>[]>;
  /** The first rows of one kind, at most `limit`. */
  some<K extends RowKind>(kind: K, limit: number): Promise<Stored<K>[]>;
  /** The rows of one kind for which `keep` holds. The others are read and forgotten: a link may have 50,000 pairs. */
  pick<K extends RowKind>(kind: K, keep: (row: Stored<K>) => boolean): Promise<Stored<K>[]>;
  /** One transaction of at most ROWS_PER_TRANSACTION rows, each row once. */
  commit(writes: readonly RowWrite[]): Promise<CommitResult>;
}

export interface LinkRegistration {
  readonly link: string;
  readonly email: string;
  readonly on: boolean;
  readonly started: boolean;
}

export interface StoredPollWatermark {
  readonly watermark: string;
  readonly etag: string;
}

/** What the company's source poll needs, and which links hold a pair of an entry. */
export interface CompanyStore {
  pollWatermark(): Promise<StoredPollWatermark | undefined>;
  /** False when another poll was quicker: its watermark stands. */
  savePollWatermark(watermark: string, etag: string | undefined): Promise<boolean>;
  links(): Promise<LinkRegistration[]>;
  /** The links that hold a pair of this entry; for each entry in order. */
  holders(entries: readonly string[]): Promise<string[][]>;
  /** Idempotent; written before the link's own rows know the entry. */
  addHolder(link: string, entries: readonly string[]): Promise<void>;
  removeHolder(link: string, entry: string): Promise<void>;
  /** Written before the link's own hold; idempotent. */
  beginHold(link: string): Promise<void>;
  endHold(link: string): Promise<void>;
  /** The links whose hold waits for a person, by their own rows. */
  holding(): Promise<string[]>;
  /** Upserts inbox rows in the link's partition. */
  putInbox(link: string, rows: readonly { readonly entry: string; readonly version: string }[]): Promise<void>;
}
