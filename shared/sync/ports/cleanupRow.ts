// How far removing what we made has come, or forgetting what is known: one row of a link.
import type { Instant } from '../../calendar/event.ts';

/** How many of each side's items. */
export interface CleanupCounts {
  readonly removed: { readonly events: number; readonly entries: number };
  /** A person had changed them, or the side does not let them go. */
  readonly kept: { readonly events: number; readonly entries: number };
}

/**
 * `removing`: our own items go. `forgetting`: the rows go. `done`: how it ended. The counts are there when the items are
 * gone; before, the pairs tell.
 */
export interface CleanupRow extends CleanupCounts {
  readonly state: 'removing' | 'forgetting' | 'done';
  /** Of the link when it was begun: another one asks for another cleanup. */
  readonly epoch: number;
  readonly at: Instant;
}
