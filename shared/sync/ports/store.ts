// The ports to the engine's memory. Adapter: shared/state on Table Storage.
import type { Instant } from '../../calendar/event.ts';
import type { LinkRows } from './rows.ts';

export type RowKind = keyof LinkRows;

/** `name` is '' for the kinds that exist once: lease, link, mailboxWatermark, sourceEnumeration, hold, cleanup, cutover. */
export interface RowRef<K extends RowKind = RowKind> {
  readonly kind: K;
  readonly name: string;
}

/** A row as read. `K` distributes, so that a test of `kind` narrows the type of `row`. */
export type Stored<K extends RowKind = RowKind> = K extends RowKind
  ? { readonly kind: K; readonly name: string; readonly row: LinkRows[K]; readonly etag: string }
  : never;

/** `insert` and `replace` are conditional. `upsert` is for marks that have the same content from every writer. */
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

/** `index` is the place of the write whose condition did not hold. Nothing of the transaction was applied. */
export type CommitResult =
  | { readonly ok: true; readonly etags: readonly (string | undefined)[] }
  | { readonly ok: false; readonly index: number };

/** A transaction takes at most this many rows (Azure Table Storage). */
export const ROWS_PER_TRANSACTION = 100;

/** The most rows that `LinkStore.head` answers (one page of Azure Table Storage). */
export const HEAD_ROWS_MAX = 1000;

/** Thrown when the store could not be reached or failed. The run ends, and the queue delivers its message again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The kinds whose names stand in their keys, so that a list of names needs no rows. */
export type NamedKind = Extract<RowKind, 'history'>;

/** One link's partition. */
export interface LinkStore {
  /**
   * One range query for all that an idle run must know: lease, link, watermarks, hold, cleanup, cutover, dirty marks,
   * inbox. At most HEAD_ROWS_MAX rows, marks before the inbox.
   */
  head(): Promise<Stored[]>;
  /** Point reads, answered in order. */
  load<K extends RowKind>(refs: readonly RowRef<K>[]): Promise<(Stored<K> | undefined)[]>;
  /** Every row of one kind. `pairs` limits kinds that are named by their pair to a range of pairs. */
  list<K extends RowKind>(kind: K, pairs?: { readonly from: string; readonly to: string }): Promise<Stored<K>[]>;
  /** The first rows of one kind, at most `limit`. */
  some<K extends RowKind>(kind: K, limit: number): Promise<Stored<K>[]>;
  /** The rows of one kind for which `keep` holds. The others do not stay in memory: a link may have 50,000 pairs. */
  pick<K extends RowKind>(kind: K, keep: (row: Stored<K>) => boolean): Promise<Stored<K>[]>;
  /** The names of all rows of one kind, in their order. Nothing else of the rows is read. */
  names(kind: NamedKind): Promise<string[]>;
  /** One transaction of at most ROWS_PER_TRANSACTION rows, each row once. */
  commit(writes: readonly RowWrite[]): Promise<CommitResult>;
}

export interface LinkRegistration {
  readonly link: string;
  readonly email: string;
  readonly on: boolean;
  readonly started: boolean;
  /** A shared link: it is told of the changes of all entries. */
  readonly everybody?: true;
}

/** The progress of the poll of the company's source, and its failures since. */
export interface PollRow {
  /** Absent before the first page. */
  readonly watermark?: string;
  /** Absent when the last poll succeeded. */
  readonly failing?: FailingPoll;
}

export interface FailingPoll {
  /** In a row; a pause that the source asked for does not count. */
  readonly failures: number;
  /** Until then, the source is asked nothing. */
  readonly notBefore: Instant;
  /** The version of the source's settings. With other settings a poll does not wait. */
  readonly settings: string;
  readonly problem: { readonly code: string; readonly detail?: string; readonly at: Instant };
}

export interface StoredPoll {
  readonly row: PollRow;
  readonly etag: string;
}

/** The company's row of one meeting: its entry, or the link that is about to make it. */
export interface MeetingRow {
  /** The link that made the entry, or is about to, with the pair and nonce of that creation. */
  readonly link: string;
  readonly pair: string;
  readonly nonce: string;
  /** When that link last said so. */
  readonly at: Instant;
  readonly entry?: string;
  /**
   * Creations that other links have given up. An entry that still turns up with one of them may become the meeting's
   * entry.
   */
  readonly abandoned: readonly { readonly pair: string; readonly nonce: string }[];
  /** The meeting is an invitation of ours: that link's event invites to it, by the company's rule. */
  readonly invites?: true;
}

export interface StoredMeeting {
  readonly row: MeetingRow;
  readonly etag: string;
}

/**
 * The company's rows: the poll's watermark, the links, which links hold a pair of an entry, and which entry a meeting
 * has.
 */
export interface CompanyStore {
  poll(): Promise<StoredPoll | undefined>;
  /** Inserts without `etag`, else replaces that version. False when another poll was quicker: its row stands. */
  savePoll(row: PollRow, etag: string | undefined): Promise<boolean>;
  links(): Promise<LinkRegistration[]>;
  /** The links that hold a pair of this entry; for each entry in order. */
  holders(entries: readonly string[]): Promise<string[][]>;
  /** Idempotent; written before the link's own rows know the entry. */
  addHolder(link: string, entries: readonly string[]): Promise<void>;
  removeHolder(link: string, entry: string): Promise<void>;
  /** The row of the meeting with this UID. */
  meeting(uid: string): Promise<StoredMeeting | undefined>;
  /** Inserts without `etag`; otherwise replaces that version. False when another link was quicker. */
  claimMeeting(uid: string, row: MeetingRow, etag: string | undefined): Promise<boolean>;
  /** Claims with the entry: writes the row, the way back from the entry, and the link as holder in one transaction. */
  publishMeeting(uid: string, row: MeetingRow & { readonly entry: string }, etag: string | undefined): Promise<boolean>;
  /** The entry is gone for good. Ends the meeting's row, unless the meeting has got another entry. Idempotent. */
  endMeeting(uid: string, entry: string): Promise<void>;
  /** The UIDs of the meetings whose entries these are; for each entry in order. */
  meetingsOf(entries: readonly string[]): Promise<(string | undefined)[]>;
  /** Written before the link's own hold; idempotent. */
  beginHold(link: string): Promise<void>;
  endHold(link: string): Promise<void>;
  /** The links whose hold waits for a person, by their own rows. */
  holding(): Promise<string[]>;
  /** Upserts inbox rows in the link's partition. */
  putInbox(link: string, rows: readonly { readonly entry: string; readonly version: string }[]): Promise<void>;
}
