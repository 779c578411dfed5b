// The questions of planning: facts that a rule must know, or acts that must be done, before it decides. A question is
// plain data. The rule yields it, the run answers it (run/answer.ts), and the rule goes on. A question that acts says
// so.
import type { OpenedLoser } from '../ports/link.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Item, Side, Tag } from '../ports/remote.ts';
import type { HistoryRow, IndexRow, Loser, PairRow } from '../ports/rows.ts';
import type { Part, SourceItem } from '../ports/source.ts';
import type { LinkRegistration, MeetingRow, StoredMeeting } from '../ports/store.ts';
import type { Reading } from './look.ts';
import type { LosingValue } from './losers.ts';

/** An item, and the pair that holds it by its index row. */
export interface Found<I extends Item = Item> {
  readonly item: I;
  readonly holder: string | undefined;
}

/** The pair that holds the entry of a meeting and would give way. */
export interface EntryHolder {
  readonly row: PairRow;
  readonly mailbox: Reading<MailboxItem>;
  readonly source: Reading<SourceItem>;
  readonly losers: readonly (LosingValue | Loser)[];
  /** The number of our deletes that its plan has found to be done. */
  readonly deletes: number;
}

export type Question =
  /** Which items of a side carry this tag? */
  | { readonly kind: 'tagged'; readonly side: Side; readonly tag: Tag }
  /** Which entries carry this tag? */
  | { readonly kind: 'entriesTagged'; readonly tag: Tag }
  /** Which event of the calendar folder has this UID? */
  | { readonly kind: 'eventByUid'; readonly uid: string }
  /** Which event in Deleted Items has this UID? */
  | { readonly kind: 'deletedEvent'; readonly uid: string }
  /** Acts: moves an event from Deleted Items back to the calendar. Answers its new id. */
  | { readonly kind: 'moveBack'; readonly id: string }
  /** Acts: removes an orphan of the pair, unless a person has edited it. */
  | { readonly kind: 'removeOrphan'; readonly orphan: PairRow['orphans'][number] }
  /** The losing value in this row, opened; undefined where the row is gone. */
  | { readonly kind: 'losingValue'; readonly name: string }
  /** Acts: a new half pair of this entry, where the pair that has ended still holds its index row. */
  | { readonly kind: 'beginAnew'; readonly entry: SourceItem }
  /**
   * Acts: registers the link, so that it learns of this entry's end. Written before the link's own rows know the entry.
   */
  | { readonly kind: 'registerHolder'; readonly entry: string }
  /** The index row of this entry. */
  | { readonly kind: 'entryIndex'; readonly entry: string }
  /** The pair that holds this UID. */
  | { readonly kind: 'uidHolder'; readonly uid: string }
  | { readonly kind: 'readEntry'; readonly entry: string }
  /** All links of the company. */
  | { readonly kind: 'links' }
  /** The company's row of this meeting. */
  | { readonly kind: 'meeting'; readonly uid: string }
  /** The UID of the meeting that has this entry. */
  | { readonly kind: 'meetingOfEntry'; readonly entry: string }
  /** Acts: claims the meeting for this pair with a new nonce. Undefined when another link was quicker. */
  | { readonly kind: 'claim'; readonly uid: string; readonly stored: StoredMeeting | undefined }
  /** Acts: renews the link's own claim. False when another link was quicker. */
  | { readonly kind: 'renewClaim'; readonly uid: string; readonly stored: StoredMeeting }
  /** Acts: tells the company of the entry that this pair has just made. */
  | { readonly kind: 'publishMade'; readonly uid: string; readonly nonce: string; readonly entry: string }
  /** Acts: tells the company of an entry that stands in step with the meeting's event. False when another was quicker. */
  | {
      readonly kind: 'publishKnown';
      readonly uid: string;
      readonly entry: string;
      readonly stored: StoredMeeting | undefined;
    }
  /** Acts: tells the company which entry an invitation of ours has. False when another link was quicker. */
  | { readonly kind: 'publishInvitation'; readonly uid: string; readonly entry: string }
  /** Acts: sets the user's part in the entry. Undefined where the run may write no more. */
  | { readonly kind: 'setPart'; readonly entry: SourceItem; readonly part: Part['part'] }
  /** The other pair that holds this entry: `later`, a write may still land; `taken`, its event is a person's. */
  | { readonly kind: 'entryHolder'; readonly entry: SourceItem };

/** The answers by the kinds of their questions. */
export interface Answers {
  readonly tagged: Outcome<readonly Found[]>;
  readonly entriesTagged: Outcome<readonly SourceItem[]>;
  readonly eventByUid: Outcome<Found<MailboxItem> | undefined>;
  readonly deletedEvent: Outcome<MailboxItem | undefined>;
  readonly moveBack: Outcome<string>;
  readonly removeOrphan: Outcome<void>;
  readonly losingValue: { readonly row: HistoryRow; readonly opened: OpenedLoser | undefined } | undefined;
  readonly beginAnew: undefined;
  readonly registerHolder: undefined;
  readonly entryIndex: IndexRow | undefined;
  readonly uidHolder: string | undefined;
  readonly readEntry: Outcome<SourceItem>;
  readonly links: readonly LinkRegistration[];
  readonly meeting: StoredMeeting | undefined;
  readonly meetingOfEntry: string | undefined;
  readonly claim: MeetingRow | undefined;
  readonly renewClaim: boolean;
  readonly publishMade: 'published' | 'refused' | 'again';
  readonly publishKnown: boolean;
  readonly publishInvitation: boolean;
  readonly setPart: Outcome<void> | undefined;
  readonly entryHolder: EntryHolder | 'later' | 'taken' | undefined;
}

export type AnswerTo<Q extends Question> = Answers[Q['kind']];

/** A pure computation that yields questions and goes on with their answers. */
export type Asking<T> = Generator<Question, T, unknown>;

/** Asks one question. */
export function* ask<const Q extends Question>(question: Q): Generator<Question, AnswerTo<Q>, unknown> {
  // The run answers each question by its kind: run/answer.ts is typed by `Answers`.
  return (yield question) as AnswerTo<Q>;
}
