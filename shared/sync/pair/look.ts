// One dirty pair on its way through a run: what was read of both sides, and what is to be done.
import type { CalendarEvent, EventPatch, Instant } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import type { MailboxItem, MeetingMails } from '../ports/mailbox.ts';
import type { Failure, Outcome } from '../ports/outcome.ts';
import type { Item, Side, Written } from '../ports/remote.ts';
import type { Loser, PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Stored } from '../ports/store.ts';
import { RunStopped, type Session } from '../session/session.ts';
import { printsOf } from './bind.ts';
import { printerOf } from './veil.ts';

export type Reading<I extends Item = Item> =
  | { readonly state: 'absent' }
  | { readonly state: 'gone' }
  | { readonly state: 'present'; readonly item: I };

export type Operation =
  | {
      readonly op: 'create';
      readonly side: Side;
      readonly event: CalendarEvent;
      /** The meeting whose entry it makes, with the nonce that the company knows. */
      readonly claim?: { readonly uid: string; readonly nonce: string };
      /** Addresses that the event invites: inviteOthers.ts alone says so. */
      readonly invites?: readonly string[];
    }
  | {
      readonly op: 'update';
      readonly side: Side;
      readonly item: Item;
      readonly patch: EventPatch;
      readonly losers: readonly Loser[];
      /** The losing value, by the name of its row, that a person wants back and that this writes. */
      readonly restores?: string;
      /** Who is told of it, and the addresses that are invited from then on: inviteOthers.ts alone says so. */
      readonly mails?: MeetingMails & { readonly invited: readonly string[] };
    }
  | {
      readonly op: 'delete';
      readonly side: Side;
      readonly item: Item;
      readonly losers: readonly Loser[];
      /** The entry exists, but is no longer this user's. */
      readonly outOfScope: boolean;
      /** Those who take part are told: inviteOthers.ts alone says so. */
      readonly cancels?: true;
    };

/** What a job ends in when its operations have succeeded, or when it has none. */
export type Conclusion = 'inStep' | 'tombstone' | 'left' | 'unlinked' | 'leftOut' | 'lookAgain';

export interface Job {
  row: PairRow;
  readonly dirty: Stored<'dirty'>;
  mailbox: Reading<MailboxItem>;
  source: Reading<SourceItem>;
  operations: Operation[];
  /** Values that settling found to be overwritten: on record with the next transaction of this pair. */
  losers: Loser[];
  conclusion: Conclusion;
  /** Nothing can be decided before: the pair stays dirty until then. */
  waitUntil: Instant | undefined;
  /** What has to be asked about the pair's meeting before it can be concluded. */
  asks?: 'otherEntry' | 'leaves' | 'returns';
  /** The event was found under an id that the mailbox's changes have not shown yet. */
  hasNewId?: true;
  /** Once its writes are done, there is more to do. */
  looksAgain?: true;
  /** What stood in the way of this pair; the others go on. */
  failure: Failure | undefined;
  answers: Map<Operation, Outcome<Written>>;
}

export function startJob(row: PairRow, dirty: Stored<'dirty'>): Job {
  return {
    row,
    dirty,
    mailbox: { state: 'absent' },
    source: { state: 'absent' },
    operations: [],
    losers: [],
    conclusion: 'inStep',
    waitUntil: undefined,
    failure: undefined,
    answers: new Map(),
  };
}

/** How soon a pair is looked at again whose last write has an unknown outcome. */
export const LOOK_AGAIN_MS = 60_000;

/** Fingerprints of what was read of one side of a pair. */
export const printsNow = ({ context }: Session, row: PairRow, reading: Reading): Prints =>
  reading.state === 'present' ? printsOf(printerOf(context.print, row), reading.item) : {};

/** Failures that concern the whole link, not one item. */
export const endsRun = (failure: Failure): boolean =>
  failure.kind === 'throttled' || failure.kind === 'denied' || failure.kind === 'blocked';

/** A read's outcome as a reading; undefined leaves the failure to the job. A failure of the whole link ends the run. */
export function readingOf<I extends Item>(job: Job, outcome: Outcome<I> | undefined): Reading<I> | undefined {
  if (!outcome) return undefined;
  if (outcome.ok) return { state: 'present', item: outcome.value };
  if (outcome.failure.kind === 'gone') return { state: 'gone' };
  if (endsRun(outcome.failure)) throw new RunStopped(outcome.failure);
  job.failure = outcome.failure;
  return undefined;
}
