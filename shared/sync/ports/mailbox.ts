// The port to one mailbox's calendar folder. Adapters: shared/exchange/ews and shared/exchange/graph.
import type { Outcome } from './outcome.ts';
import type { Creation, Item, Remote, Removal, Update, Written } from './remote.ts';

/** The calendar folder to synchronise instead of the mailbox's default one. */
export type CalendarChoice = { readonly name: string } | { readonly id: string };

/** Calendar items of a mailbox always have a UID. */
export interface MailboxItem extends Item {
  readonly uid: string;
  /** We made it: it has the tag, and the UID of its tag, which a person's copy does not get. */
  readonly made?: true;
  /** Absent where nobody else takes part. */
  readonly meeting?: Meeting;
}

/**
 * The meeting of an event. Only `MeetingMails` write it: otherwise organiser and attendees stay as they are. Addresses
 * in lower case.
 */
export interface Meeting {
  /** The mailbox's own part in the meeting. */
  readonly role: 'organiser' | 'attendee';
  readonly organiser?: string;
  readonly attendees: readonly Attendee[];
  readonly cancelled: boolean;
}

export interface Attendee {
  readonly email: string;
  readonly kind: 'required' | 'optional' | 'resource';
  readonly response: 'none' | 'accepted' | 'tentative' | 'declined';
}

/** Mails nobody, unless it names whom it invites. */
export interface MailboxCreation extends Creation {
  /** Addresses in lower case; each is sent an invitation. */
  readonly attendees?: readonly string[];
}

/**
 * The item that a write was planned on, as it was read. A new time means something else to a series than to a single
 * event. A meeting is removed in another way than an appointment. The adapter sees it here, and reads nothing again.
 */
export interface ItemAsRead extends Item {
  readonly meeting?: Meeting;
}

/**
 * A formatted body, packed by the mailbox for the record. Only a mailbox reads it. As JSON text it has no character that
 * takes more than one byte.
 */
export type FormattedBody = string;

/** A body that is about to be written over. `from`: its text as it was read. `to`: the text that it shall have. */
export interface BodyChange {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The formatted body as it is, and with the words of the new text. `now` is absent where the change of words cannot be
 * placed in the format. `version`: the one that was read.
 */
export interface Reformatted {
  readonly version: string;
  readonly was: FormattedBody;
  readonly now?: FormattedBody;
}

/** Mails nobody, unless `mails` says so: shared/sync/meetings/inviteOthers.ts alone sets it. */
export interface MailboxUpdate extends Update {
  /** Has the `id` and the `version` of the update. */
  readonly item: ItemAsRead;
  readonly mails?: MeetingMails;
  /** The body to write in the place of the patch's description, which is its text. */
  readonly body?: FormattedBody;
}

/** Mails about a meeting that the user organises. */
export interface MeetingMails {
  /** All who take part, or only those who come or go. */
  readonly to: 'everyone' | 'changed';
  /** Addresses in lower case. All others who take part stay. */
  readonly invite: readonly string[];
  readonly disinvite: readonly string[];
}

/** Mails nobody, unless it cancels the meeting for all who take part. */
export interface MailboxRemoval extends Removal {
  /** Has the `id` and the `version` of the removal. */
  readonly item: ItemAsRead;
  readonly cancels?: true;
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

/** The interface of Exchange by which a mailbox is reached. */
export type Api = 'ews' | 'graph';

export interface TaggedPage {
  readonly ids: readonly string[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** `create` derives the UID from the tag, so that a request that the network delivered twice is recognised. */
export interface Mailbox extends Remote<MailboxItem> {
  /** The interface of ids, versions and watermarks. Over another interface they mean nothing: cutover/cutOver.ts. */
  readonly api: Api;
  /**
   * One page of changes since `watermark`; without one, the enumeration of the whole folder begins. `watermarkInvalid`
   * when the server no longer knows the watermark: enumerate anew, conclude nothing.
   */
  changes(watermark: string | undefined): Promise<Outcome<MailboxPage | 'watermarkInvalid'>>;
  /**
   * The id of the calendar folder. It is the same under other names, credentials and addresses. Another text is another
   * calendar, unless it comes over another interface.
   */
  folderId(): Promise<Outcome<string>>;
  /**
   * The ids of the items in the calendar folder that carry a tag of ours, copies that people made of them included. One
   * page of them, after `cursor` or the first.
   */
  findTagged(cursor: string | undefined): Promise<Outcome<TaggedPage>>;
  /** The item with this UID in the calendar folder: an item that changed its id is found again by it. */
  findByUid(uid: string): Promise<Outcome<MailboxItem | undefined>>;
  /**
   * Every write of a meeting that the user organises is mailed. So such a meeting is `fixed`, and only an update that
   * says so writes it.
   */
  readonly mailsEveryWrite?: true;
  create(creations: readonly MailboxCreation[]): Promise<Outcome<Written<MailboxItem>>[]>;
  update(updates: readonly MailboxUpdate[]): Promise<Outcome<Written<MailboxItem>>[]>;
  /** Reads the formats of bodies; undefined where a body is plain text. Writes nothing. */
  formats(changes: readonly BodyChange[]): Promise<Outcome<Reformatted | undefined>[]>;
  /** Moves to Deleted Items. The service may have no condition for it: see `findDeleted`. */
  remove(removals: readonly MailboxRemoval[]): Promise<Outcome<void>[]>;
  /** The newest item with this UID in Deleted Items, to compare with the item as read before the delete. */
  findDeleted(uid: string): Promise<Outcome<MailboxItem | undefined>>;
  /** Moves an item from Deleted Items back to the calendar; its id changes. */
  restore(id: string): Promise<Outcome<Written<MailboxItem>>>;
}
