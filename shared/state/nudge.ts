// The row of a run that somebody asked for, as other folders see it.
import type { Instant } from '../calendar/event.ts';

export interface NudgeRow {
  readonly askedAt: Instant;
  /** When the source was polled for it. The next run of the link answers it. */
  readonly polledAt?: Instant;
}
