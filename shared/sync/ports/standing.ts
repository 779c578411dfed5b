// The standing of a pair that does not simply take part. It is one value, because two of these never hold at the same
// time.
import type { Instant } from '../../calendar/event.ts';
import type { LeftOutReason } from './remote.ts';

/** The reason why a pair takes no part, and the name of the rule that says so. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly by?: string;
}

/** The occurrences of an entry that are pairs of their own. */
export interface Expansion {
  /** The entry's version by which the occurrences were last gone through, and when that was. */
  readonly version: string;
  readonly at: Instant;
  /** The start of the first occurrence, where earlier ones were too many. */
  readonly from?: Instant;
  /** The end of the window, where the series goes on after it. */
  readonly until?: Instant;
}

/** `leftOut`, where a standing may have it: it would take no part anyway, for this reason. */
export type Standing =
  /**
   * Both sides are gone: a tombstone, kept so that a late replay resurrects nothing. `after`: how it was set aside
   * before.
   */
  | { readonly is: 'ended'; readonly at: Instant; readonly after?: SetAside }
  /** The user deleted the own copy. That is respected and remembered. */
  | { readonly is: 'left'; readonly leftOut?: LeftOut }
  /** The entry is no longer this user's. `hasLeft`: the user had deleted the own copy before. */
  | { readonly is: 'unlinked'; readonly hasLeft?: true; readonly leftOut?: LeftOut }
  | ({ readonly is: 'leftOut' } & LeftOut)
  /** A series that the mailbox cannot hold: its occurrences stand for themselves. */
  | ({ readonly is: 'expanded' } & Expansion)
  /** Its delete waits for a person: the id of the hold. */
  | { readonly is: 'held'; readonly hold: string; readonly leftOut?: LeftOut }
  /** A person discarded its delete: the side that lost the item is written again. */
  | { readonly is: 'kept'; readonly leftOut?: LeftOut };

export type SetAside = 'left' | 'unlinked';
