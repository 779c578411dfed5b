// The types of the built-in source's entries, as other folders see them. shared/state/entries/ stores them.
import type { SourceItem } from '../sync/ports/source.ts';

/** An entry as it is stored: the item that the engine sees, and the entry type. */
export interface StoredEntry extends SourceItem {
  readonly type: string;
}

export interface EntryChange {
  readonly entry: string;
  readonly version: string;
  /** Absent where the entry was deleted: the change is its tombstone. */
  readonly people?: { readonly owner: string; readonly participants: readonly string[] };
}

export type EntryWrite =
  | { readonly op: 'insert'; readonly id: string; readonly entry: EntryContent }
  /** Without `version`, it replaces any version. */
  | { readonly op: 'replace'; readonly id: string; readonly version: string | undefined; readonly entry: EntryContent }
  | { readonly op: 'delete'; readonly id: string; readonly version: string | undefined };

/**
 * The part of an entry that a writer gives. The store makes id, version and `modified`. The other omitted fields do not
 * occur here, because one write is one request.
 */
export type EntryContent = Omit<
  StoredEntry,
  | 'id'
  | 'version'
  | 'modified'
  | 'uid'
  | 'begun'
  | 'fixed'
  | 'series'
  | 'remarks'
  | 'unread'
  | 'unstamped'
  | 'createdAt'
  | 'createdByUs'
>;

export type EntryWriteResult =
  | { readonly ok: true; readonly entry: StoredEntry | undefined }
  /** `exists`: the inserted id is taken. `stale`: another version is stored. `gone`: there is no such entry. */
  | { readonly ok: false; readonly reason: 'exists' | 'stale' | 'gone' };

/** The entries of one source, with a change feed without gaps: entry and change are written in one transaction. */
export interface EntryStore {
  /** The entries in the order of `ids`; undefined for an id without entry. */
  read(ids: readonly string[]): Promise<(StoredEntry | undefined)[]>;
  /** Applies each write by itself and returns the results in their order. Each write makes a new version. */
  write(writes: readonly EntryWrite[]): Promise<EntryWriteResult[]>;
  /** At most `limit` changes after `watermark`, in order. Each entry occurs once, with its newest change. */
  changes(
    watermark: string | undefined,
    limit: number,
  ): Promise<{ readonly changes: readonly EntryChange[]; readonly watermark: string; readonly more: boolean }>;
  /** At most `limit` entries after `cursor`, fewer where they are long, in the order of ids. `email` limits them to the entries of one person. */
  list(query: {
    readonly email?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly entries: readonly StoredEntry[]; readonly next?: string }>;
}
