// What the engine remembers of a link: ids, versions, keyed fingerprints. No calendar content (invariant I9).
// Keys and encoding are the store's business (shared/state); docs/sync.md says who writes which row when.
// Long because it is one list.
import type { EventField, Instant } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import type { AuditRow } from './audit.ts';
import type { CleanupRow } from './cleanupRow.ts';
import type { CutoverRow } from './cutoverRow.ts';
import type { Api } from './mailbox.ts';
import type { Remark, Side } from './remote.ts';
import type { Standing } from './standing.ts';

/** A losing value on record: `sealed` is the field's value as JSON, encrypted. */
export interface Loser {
  readonly side: Side;
  readonly field: EventField;
  /**
   * `unfinished`: what stood there after a write of ours that had not come to its end, and is not all ours.
   * `replaced`: what stood there before a person restored a losing value.
   * `left`: an edit that the link's direction does not let through, and that stays where it is.
   */
  readonly why: 'conflict' | 'reverted' | 'removed' | 'unfinished' | 'replaced' | 'left';
  readonly sealed: string;
}

interface IntentBase {
  readonly at: Instant;
  readonly losers: readonly Loser[];
}
export interface CreateIntent extends IntentBase {
  readonly op: 'create';
  readonly nonce: string;
  /** Prints of what is sent, and of the other side's item it is a copy of. */
  readonly target: Prints;
  readonly otherBase: Prints;
  /** The UID of the meeting whose entry this makes: the company is told before the pair takes it. */
  readonly meeting?: string;
  /** What the pair's `invited` is, once it landed. */
  readonly invited?: readonly string[];
}
export interface UpdateIntent extends IntentBase {
  readonly op: 'update';
  readonly rev: string;
  readonly version: string;
  readonly target: Prints;
  readonly otherBase: Prints;
  /** The losing value, by the name of its row, that a person wants back and that this writes. */
  readonly restores?: string;
  /** What the pair's `invited` is, once it landed. */
  readonly invited?: readonly string[];
}
export interface DeleteIntent extends IntentBase {
  readonly op: 'delete';
  /** Prints of the item as read just before: what Deleted Items must hold, else a user edited in between. */
  readonly read: Prints;
  /** The entry still exists and is no longer this user's: the copy's end is not the user's delete. */
  readonly outOfScope: boolean;
}
/** Announced before the remote write; still there afterwards only while nobody knows whether it landed. */
export type Intent = CreateIntent | UpdateIntent | DeleteIntent;

export interface PairSide {
  readonly id: string;
  readonly uid?: string;
  /** What this side last stored, field by field. A field without print counts as changed. */
  readonly base: Prints;
  /** What people are told of the item, as it was last looked at. */
  readonly remarks?: readonly Remark[];
  /** When we learnt that our create had made it; absent where a person did. */
  readonly madeAt?: Instant;
  /**
   * A write of ours that takes several requests had begun when we last looked: its rev or nonce, and when it was
   * announced. While the item carries it, its `when` is nobody's edit.
   */
  readonly begun?: { readonly rev: string; readonly at: Instant };
}

/** What a pair knows of the meeting that its event is, or that its entry belongs to. */
export interface MeetingPart {
  readonly uid: string;
  /** The mailbox's part when the event was last read; absent where it has shown none. */
  readonly role?: 'organiser' | 'attendee';
  /** The company knows the meeting's entry: this pair's, or one that it does not take part in. */
  readonly registered?: true;
  /** The entry that the user is about to take part in. */
  readonly joins?: string;
  /** The user takes part in the entry because of the meeting, and no longer does without it. */
  readonly joined?: true;
  /** What the pair waits for, and since when: another link that makes the entry, or the mail with the invitation. */
  readonly awaits?: { readonly for: 'otherLink' | 'mail'; readonly since: Instant };
}

/** What was sent with it; `key`: under a former key of the link, since nothing tells any more what it is under this one. */
export interface AbandonedCreate {
  readonly side: Side;
  readonly nonce: string;
  readonly target: Prints;
  readonly key?: string;
}

export interface PairRow {
  readonly pair: string;
  readonly mailbox?: PairSide;
  readonly source?: PairSide;
  readonly intents: { readonly [S in Side]?: Intent };
  /** Nonces of creates that were given up: what still turns up with one of them is an orphan of ours. */
  readonly abandoned: readonly AbandonedCreate[];
  /** The last update intents that did not land by the time they were settled; they may still. */
  readonly unlanded: { readonly [S in Side]?: readonly UpdateIntent[] };
  /** Items of our own making that nobody needs, as they were when we saw it: an edited one is a person's. */
  readonly orphans: readonly { readonly side: Side; readonly id: string; readonly version: string }[];
  /** The user's part in the entry when both sides were last in step. */
  readonly role?: 'owner' | 'participant';
  /** A half pair only: what matching compares. */
  readonly firstSeen?: {
    readonly naturalKey: string;
    readonly prints: Prints;
    readonly version: string;
    /** What we had made it from, by its tag. */
    readonly of?: string;
    /** How many people its creation would invite. */
    readonly invites?: number;
  };
  readonly meeting?: MeetingPart;
  /** Of an event that we made and invite to: prints of the addresses that we have invited. */
  readonly invited?: readonly string[];
  /** When its two halves were found to be the same. */
  readonly matchedAt?: Instant;
  /** Absent where the pair takes part. */
  readonly standing?: Standing;
  /** Only when and how busy go to the other side: it is private. */
  readonly veiled?: true;
  /** The entry's type as last read, where the direction hangs on it: an entry that is gone no longer tells. */
  readonly entryType?: string;
  /** Losing values that a person wants back, by the names of their rows, in the order in which they were asked for. */
  readonly restores?: readonly string[];
  /** What a cleanup did with the item that we had made; `removed` as soon as it is announced. */
  readonly cleared?: { readonly side: Side; readonly as: 'removed' | 'kept' | 'gone' };
  /** When a write of ours to either side was last answered. */
  readonly writtenAt?: Instant;
  readonly problem?: { readonly code: string; readonly field?: string; readonly at: Instant };
}

export interface Pause {
  readonly until: Instant;
  /** Runs that ended in a failure since the last one that did not. */
  readonly failures: number;
  /** The version of the connection's settings that failed: with other ones there is no reason to wait. */
  readonly connection: string;
}

export interface LeaseRow {
  readonly owner: string;
  readonly until: Instant;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  /** Deletes of the last 24 hours: the hold counts them, however they are spread over runs. */
  readonly deletes: readonly { readonly at: Instant; readonly pair: string }[];
  /** When what is kept for a time only was last removed. */
  readonly prunedAt?: Instant;
  /** The rules by which the pairs stand, and, while they are gone through anew, the last pair that was. */
  readonly rules?: { readonly key: string; readonly after?: string };
  /** The user's address when it last ran, as a hash; absent where earlier releases began. */
  readonly address?: string;
  /**
   * The key of the link's fingerprints; absent where releases began that knew only one. `passing`: they are being brought
   * to another one, and have it up to this pair.
   */
  readonly prints?: { readonly key: string; readonly passing?: { readonly to: string; readonly after: string } };
  /** The link as a whole waits: the server asked for it, or runs failed in a row. */
  readonly pause?: Pause;
  readonly problem?: { readonly code: string; readonly detail?: string; readonly at: Instant };
}

export interface LinkRow {
  readonly on: boolean;
  readonly started: boolean;
  /** Plus one at each switch-on: the source is enumerated anew. */
  readonly epoch: number;
  /** Single events that ended before are left out while they stand on one side only. */
  readonly endsAfter: Instant;
  /** Switched off, and what we made is to be removed. */
  readonly removing?: true;
}

export interface MailboxWatermarkRow {
  /** Absent after a cut-over: the enumeration has not begun. */
  readonly watermark?: string;
  /** The interface that it and the link's ids are of; absent where earlier releases began, which knew no cut-over. */
  readonly api?: Api;
  /** The calendar that it belongs to, as a hash of its folder's id; absent where earlier releases began. */
  readonly calendar?: string;
  /** The version of the connection's settings by which that was last found to be so. */
  readonly connection?: string;
  /** The enumeration of the whole folder has not ended yet. */
  readonly enumerating: boolean;
}

export interface SourceEnumerationRow {
  /** The epoch whose enumeration has ended. */
  readonly epoch?: number;
  /** The enumeration in progress. */
  readonly inProgress?: { readonly epoch: number; readonly cursor: string };
}

export interface HoldRow {
  readonly id: string;
  readonly state: 'held' | 'released' | 'discarded';
  readonly count: number;
  readonly at: Instant;
  /** One side was suddenly empty; else it were too many deletes. */
  readonly emptied?: true;
}

/**
 * Its existence is "this pair needs a look". `created`: unless the mailbox's changes show the event that we made, or found
 * under a new id: one that a person deletes before is in none of them, neither as made nor as deleted.
 */
export interface DirtyRow {
  readonly pair: string;
  readonly why:
    | 'newEvent'
    | 'newEntry'
    | 'changed'
    | 'created'
    | 'bound'
    | 'matched'
    | 'moved'
    | 'orphan'
    | 'unseen'
    | 'held'
    | 'companyHeld'
    | 'restore'
    | 'rules';
  /** Of a half pair that is not matched yet: it has changed since it was first seen. */
  readonly changed?: true;
  readonly at: Instant;
  readonly attempts: number;
  readonly notBefore?: Instant;
}

/** The company's poll says: look at this entry. */
export interface InboxRow {
  readonly entry: string;
  readonly version: string;
}

/** A row for each version: one that is written late takes no later one's place, which would read as an echo then. */
export const inboxName = ({ entry, version }: InboxRow): string => `${entry} ${version}`;

export interface IndexRow {
  readonly id: string;
  readonly pair: string;
  /** The version that the base belongs to: the echo of our own write is known by it. */
  readonly version?: string;
}

export interface UidRow {
  readonly uid: string;
  readonly pair: string;
}

export interface HistoryRow extends Loser {
  readonly pair: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
  /** A person wants the value back. It is done when its pair no longer says so. */
  readonly restore?: { readonly at: Instant; readonly impossible?: true };
}

/** Row kinds of a link's partition, by name. */
export interface LinkRows {
  lease: LeaseRow;
  link: LinkRow;
  mailboxWatermark: MailboxWatermarkRow;
  sourceEnumeration: SourceEnumerationRow;
  hold: HoldRow;
  cleanup: CleanupRow;
  cutover: CutoverRow;
  dirty: DirtyRow;
  inbox: InboxRow;
  mailboxIndex: IndexRow;
  sourceIndex: IndexRow;
  uidIndex: UidRow;
  pair: PairRow;
  history: HistoryRow;
  audit: AuditRow;
}
