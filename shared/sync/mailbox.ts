// The port to one mailbox's calendar folder. Adapters: exchange/ews.
import type { Outcome } from './outcome.ts';
import type { Item, Remote, Removal, Written } from './remote.ts';

/** Calendar items of a mailbox always have a UID. */
export interface MailboxItem extends Item {
  readonly uid: string;
}

export type MailboxChange =
  | { readonly kind: 'changed'; readonly id: string; readonly version: string }
  /** Reported as removed: a reason to look, never a reason to delete. */
  | { readonly kind: 'removed'; readonly id: string };

export interface MailboxPage {
  readonly changes: readonly MailboxChange[];
  /** The watermark after this page; equal to the one sent when nothing happened. */
  readonly watermark: string;
  /** More pages follow. */
  readonly more: boolean;
}

/** `create` derives the UID from the tag, so that a request that the network delivered twice is recognised. */
export interface Mailbox extends Remote<MailboxItem> {
  /**
   * One page of changes since `watermark`; without one, the enumeration of the whole folder begins.
   * `watermarkInvalid` when the server no longer knows the watermark: enumerate anew, conclude nothing.
   */
  changes(watermark: string | undefined): Promise<Outcome<MailboxPage | 'watermarkInvalid'>>;
  /** The item with this UID in the calendar folder: how an item that changed its id is found again. */
  findByUid(uid: string): Promise<Outcome<MailboxItem | undefined>>;
  /** To Deleted Items, mailing nobody. The service may have no condition for it: see `findDeleted`. */
  remove(removals: readonly Removal[]): Promise<Outcome<void>[]>;
  /** The newest item with this UID in Deleted Items, to compare with what was read before the delete. */
  findDeleted(uid: string): Promise<Outcome<MailboxItem | undefined>>;
  /** Moves an item from Deleted Items back to the calendar; its id changes. */
  restore(id: string): Promise<Outcome<Written<MailboxItem>>>;
}
