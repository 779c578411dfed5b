// The requests that an application takes from a company, over all processes.
import type { Instant } from '../../calendar/event.ts';

/** A `sweep` looks for what nobody tells of: it gives way to a `change`. */
export type Urgency = 'change' | 'sweep';

export interface RequestBudget {
  /**
   * Takes one request, and waits for its turn where that is near. Undefined: go on. An instant: the request has to be
   * answered `throttled` until then. Throws StoreUnavailable.
   */
  take(urgency: Urgency): Promise<Instant | undefined>;
  /** The application asked for a pause: everybody of the company waits. Throws StoreUnavailable. */
  pause(until: Instant): Promise<void>;
}
