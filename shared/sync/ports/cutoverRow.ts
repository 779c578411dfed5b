// The progress of a link's cut-over to another interface of the same mailbox. The row exists only during the
// cut-over.
import type { Instant } from '../../calendar/event.ts';
import type { Api } from './mailbox.ts';

/** `forgetting`: the index of the former ids goes. `finding`: the pairs' events are found under their new ids. */
export interface CutoverRow {
  readonly to: Api;
  readonly state: 'forgetting' | 'finding';
  readonly at: Instant;
  /** The progress of listing the mailbox. */
  readonly watermark?: string;
}
