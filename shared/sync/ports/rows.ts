// The rows that the engine stores of a link: ids, versions, keyed fingerprints. No calendar content (invariant I9).
// Keys and encoding are the store's business (shared/state). docs/sync.md says which run writes which row. Long because
// it is one list.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { EventField, Instant } from '../../calendar/event.ts';
import type { AuditRow } from './audit.ts';
import type { CleanupRow } from './cleanupRow.ts';
import type { CutoverRow } from './cutoverRow.ts';
import type { FieldRemark } from './fieldRemark.ts';
import type { Api } from './mailbox.ts';
import type { Remark, Side } from './remote.ts';
import type { Standing } from './standing.ts';

/** A losing value on record: `sealed` is the field's value as JSON, encrypted. */
export interface Loser {
  readonly side: Side;
  readonly field: EventField;
  /**
   * `unfinished`: the value after a write of ours that had not come to its end, where a person may have edited it.
   * `replaced`: the value before a person restored a losing value. `left`: an edit that the link's direction does not
   * let through, and that stays where it is. `unformatted`: the formatted body that became plain text.
   */
  readonly why: 'conflict' | 'reverted' | 'removed' | 'unfinished' | 'replaced' | 'left' | 'unformatted';
  readonly sealed: string;
}

interface IntentBase {
  readonly at: Instant;
  readonly losers: readonly Loser[];
}
export interface CreateIntent extends IntentBase {
  readonly op: 'create';
  readonly nonce: string;
  /** Prints of the sent values, and of the fields that the other side's item shares. */
  readonly target: Prints;
  readonly otherBase: Prints;
  /** The UID of the meeting whose entry this makes: the company is told before the pair takes it. */
  readonly meeting?: string;
  /** The pair's `invited`, once the write landed. */
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
  /** The pair's `invited`, once the write landed. */
  readonly invited?: readonly string[];
  /** The fate of the format of the body, which this writes; absent where the body had none. */
  readonly format?: BodyFormat['is'];
}
export interface DeleteIntent extends IntentBase {
  readonly op: 'delete';
  /** Prints of the item as read just before. If the item in Deleted Items differs, a user edited it in between. */
  readonly read: Prints;
  /** The entry still exists and is no longer this user's: the copy's end is not the user's delete. */
  readonly outOfScope: boolean;
}
/** Announced before the remote write. It still stands afterwards only while nobody knows whether the write landed. */
export type Intent = CreateIntent | UpdateIntent | DeleteIntent;

/** The last write of ours over a formatted body. */
export interface BodyFormat {
  readonly is: 'kept' | 'lost';
  readonly at: Instant;
}

export interface PairSide {
  readonly id: string;
  readonly uid?: string;
  /** The values that this side last stored, field by field. A field without print counts as changed. */
  readonly base: Prints;
  /** Remarks for people on the item, as of its last look. */
  readonly remarks?: readonly Remark[];
  /** When we learnt that our create had made it; absent where a person made it. */
  readonly madeAt?: Instant;
  /**
   * A write of ours that takes several requests had begun at the last look: its rev or nonce, and when it was
   * announced. While the item carries it, no difference in `when` is a person's edit.
   */
  readonly begun?: { readonly rev: string; readonly at: Instant };
  readonly format?: BodyFormat;
}

/** The pair's knowledge of the meeting that its event is, or that its entry belongs to. */
export interface MeetingPart {
  readonly uid: string;
  /** The mailbox's part when the event was last read; absent where the mailbox has shown none. */
  readonly role?: 'organiser' | 'attendee';
  /** The company knows the meeting's entry: this pair's entry, or one that this pair does not take. */
  readonly registered?: true;
  /** The entry that the user is about to take part in. */
  readonly joins?: string;
  /** The user takes part in the entry because of the meeting. Without the meeting the user no longer does. */
  readonly joined?: true;
  /** The pair waits since then: for another link that makes the entry, or for the mail with the invitation. */
  readonly awaits?: { readonly for: 'otherLink' | 'mail'; readonly since: Instant };
}

/**
 * A creation that was given up, with the prints of the sent values. `key`: the prints are under this former key,
 * because no item bears the values any more.
 */
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
  /** Creates that were given up. An item that still turns up with one of their nonces is an orphan of ours. */
  readonly abandoned: readonly AbandonedCreate[];
  /** The last update intents that had not landed when they were settled. They may still land. */
  readonly unlanded: { readonly [S in Side]?: readonly UpdateIntent[] };
  /**
   * Items of our own making that nobody needs, with the version that we saw. An item that was edited since is a
   * person's.
   */
  readonly orphans: readonly { readonly side: Side; readonly id: string; readonly version: string }[];
  /** The user's part in the entry when both sides were last in step. */
  readonly role?: 'owner' | 'participant';
  /** Only of a half pair: the values that matching compares. */
  readonly firstSeen?: {
    readonly naturalKey: string;
    readonly prints: Prints;
    readonly version: string;
    /** The mark in the tag of our item that says from which item it was made. */
    readonly of?: string;
    /** The number of people whom its creation would invite. */
    readonly invites?: number;
  };
  readonly meeting?: MeetingPart;
  /** For an event that we made and invite to: prints of the addresses that we have invited. */
  readonly invited?: readonly string[];
  /** When its two halves were found to be the same. */
  readonly matchedAt?: Instant;
  /** Fields that are not in step, with the reason. The others are. */
  readonly fieldRemarks?: readonly FieldRemark[];
  /** A tag of ours said that they are. `tagAlone`: title and time said otherwise. */
  readonly matchedBy?: 'tag' | 'tagAlone';
  /** Absent where the pair takes part. */
  readonly standing?: Standing;
  /** The pair is private: only when and how busy go to the other side. */
  readonly veiled?: true;
  /** The entry's type as last read, where the direction depends on it. An entry that is gone no longer tells. */
  readonly entryType?: string;
  /** Losing values that a person wants back, by the names of their rows, in the order in which they were asked for. */
  readonly restores?: readonly string[];
  /** The result of a cleanup for our item; `removed` as soon as it is announced. */
  readonly cleared?: { readonly side: Side; readonly as: 'removed' | 'kept' | 'gone' };
  /** When a write of ours to either side was last answered. */
  readonly writtenAt?: Instant;
  /** `at`: since when it stands. `detail`: the code that the side answered, never content. */
  readonly problem?: {
    readonly code: string;
    readonly field?: string;
    readonly detail?: string;
    readonly at: Instant;
  };
}

export interface Pause {
  readonly until: Instant;
  /** Runs that ended in a failure since the last one that did not. */
  readonly failures: number;
  /** The version of the connection's settings that failed. With other settings there is no reason to wait. */
  readonly connection: string;
}

export interface LeaseRow {
  readonly owner: string;
  readonly until: Instant;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  /** Deletes of the last 24 hours. The hold counts them, even if they are spread over many runs. */
  readonly deletes: readonly { readonly at: Instant; readonly pair: string }[];
  /** When expired rows were last removed. */
  readonly prunedAt?: Instant;
  /** The rules by which the pairs stand. While a run goes through the pairs, also the last pair that is done. */
  readonly rules?: { readonly key: string; readonly after?: string };
  /** A hash of the user's address at the last run; absent where earlier releases began. */
  readonly address?: string;
  /**
   * The key of the link's fingerprints; absent where earlier releases began, which knew only one. `passing`: the
   * fingerprints go over to another key, and have it up to this pair.
   */
  readonly prints?: { readonly key: string; readonly passing?: { readonly to: string; readonly after: string } };
  /** The link as a whole waits: the server asked for it, or runs failed in a row. */
  readonly pause?: Pause;
  /** `at`: since when it stands. */
  readonly problem?: { readonly code: string; readonly detail?: string; readonly at: Instant };
}

export interface LinkRow {
  readonly on: boolean;
  readonly started: boolean;
  /** Plus one at each switch-on: the source is enumerated anew. */
  readonly epoch: number;
  /** Single events that ended before are left out while they stand on one side only. */
  readonly endsAfter: Instant;
  /** Switched off, and our items are to be removed. */
  readonly removing?: true;
}

export interface MailboxWatermarkRow {
  /** Absent after a cut-over: the enumeration has not begun. */
  readonly watermark?: string;
  /**
   * The interface of the watermark and of the link's ids; absent where earlier releases began, which knew no cut-over.
   */
  readonly api?: Api;
  /** A hash of the id of the calendar folder that the watermark belongs to; absent where earlier releases began. */
  readonly calendar?: string;
  /** The version of the connection's settings under which the folder was last checked. */
  readonly connection?: string;
  /** The enumeration of the whole folder has not ended yet. */
  readonly enumerating: boolean;
  /** When the last enumeration began that has ended. */
  readonly listedAt?: Instant;
}

export interface SourceEnumerationRow {
  /** The epoch whose enumeration has ended. */
  readonly epoch?: number;
  /** When the run began that ended it. */
  readonly listedAt?: Instant;
  /** The enumeration in progress. */
  readonly inProgress?: { readonly epoch: number; readonly cursor: string };
  /** Only of a source that tells of no deletion. */
  readonly sweep?: SourceSweep;
}

/** The sweeps of a link: ingest/sweepSource.ts. */
export interface SourceSweep {
  /** When all entries were listed last, and those of the near days. */
  readonly allAt: Instant;
  readonly nearAt: Instant;
  /** The entries that the last sweep of the near days has listed. */
  readonly near: readonly string[];
  /** The last sweep failed: the next one waits until then. */
  readonly notBefore?: Instant;
}

export interface HoldRow {
  readonly id: string;
  readonly state: 'held' | 'released' | 'discarded';
  readonly count: number;
  readonly at: Instant;
  /** One side was suddenly empty. Otherwise there were too many deletes. */
  readonly emptied?: true;
}

/**
 * The row's existence says "this pair needs a look". `created`: we made the event, or found it under a new id. The mark
 * ends when the mailbox's changes show that event. If a person deletes the event before, no change shows it, neither as
 * made nor as deleted.
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

/**
 * One row for each version. A row that is written late must not replace a later one: that one would be lost, and the
 * old one read as an echo.
 */
export const inboxName = ({ entry, version }: InboxRow): string => `${entry} ${version}`;

export interface IndexRow {
  readonly id: string;
  readonly pair: string;
  /** The version that the base belongs to. The echo of our own write has it. */
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
  /** A person wants the value back. The wish is fulfilled when its pair no longer names it. */
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
