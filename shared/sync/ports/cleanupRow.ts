// The progress of a cleanup: of the removal of our items, or of the forgetting of rows. One row of a link.
import type { Instant } from '../../calendar/event.ts';

/** Numbers of each side's items. */
export interface CleanupCounts {
  readonly removed: { readonly events: number; readonly entries: number };
  /** Items that a person had changed, or that the side does not let go. */
  readonly kept: { readonly events: number; readonly entries: number };
}

/**
 * `removing`: our own items go. `forgetting`: the rows go. `done`: the result. The counts are set when the items are
 * gone. Until then the pairs tell.
 */
export interface CleanupRow extends CleanupCounts {
  readonly state: 'removing' | 'forgetting' | 'done';
  /** The link's epoch when the cleanup was begun. Another epoch asks for another cleanup. */
  readonly epoch: number;
  readonly at: Instant;
}
