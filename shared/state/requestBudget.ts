// The row of a source's request budget, as other folders see it.
import type { Instant } from '../calendar/event.ts';

export interface BudgetRow {
  /** From here on, no process has reserved the time yet. */
  readonly free: Instant;
  /** The application asked for a pause. */
  readonly pausedUntil?: Instant;
}
