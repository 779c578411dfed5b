// The port to the tags of entries whose application has no field for a tag. Adapter: shared/state/company/tagLedger.ts.
// Ids, times and keyed fingerprints only. Throws StoreUnavailable.
import type { Instant } from '../../calendar/event.ts';
import type { Tag } from './remote.ts';

/** A creation that was announced, until its entry is known. */
export interface Announcement {
  readonly tag: Tag;
  /** A keyed fingerprint of the owner's address. */
  readonly owner: string;
  /** By our clock, before the request. */
  readonly at: Instant;
  /** The natural key of the event as it was sent, and the key of its fingerprints. */
  readonly naturalKey: string;
  readonly key: string;
}

export interface StoredAnnouncement extends Announcement {
  readonly etag: string;
}

export interface TagLedger {
  /** Idempotent. */
  announce(announcements: readonly Announcement[]): Promise<void>;
  /** The announcements whose entries are not known. */
  open(): Promise<readonly StoredAnnouncement[]>;
  /** The entry was made by the creation with this tag: its answer says so. Ends the announcement. */
  record(made: readonly { readonly entry: string; readonly tag: Tag }[]): Promise<void>;
  /** The same for an entry that was recognised. Nothing is written where it has a tag, or the announcement has ended. */
  recognise(entry: string, announcement: StoredAnnouncement): Promise<void>;
  /** For each entry in order. */
  tagsOf(entries: readonly string[]): Promise<(Tag | undefined)[]>;
  /** The entry that has this tag. */
  entryOf(tag: Tag): Promise<string | undefined>;
  /** The entry is gone. Idempotent. */
  forget(entry: string, tag: Tag): Promise<void>;
  /** Nobody waits for this creation any more. Idempotent. */
  discard(announcement: StoredAnnouncement): Promise<void>;
}
