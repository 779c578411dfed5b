// How far a link has come in going on over another interface to the same mailbox: one row while it does.
import type { Instant } from '../../calendar/event.ts';
import type { Api } from './mailbox.ts';

/** `forgetting`: the index of the former ids goes. `finding`: the pairs' events are found under their new ids. */
export interface CutoverRow {
  readonly to: Api;
  readonly state: 'forgetting' | 'finding';
  readonly at: Instant;
  /** How far the mailbox has been listed. */
  readonly watermark?: string;
}
