// The row of a source's webhook, as other folders see it. It holds no secret: that is derived from its generation.
import type { Instant } from '../calendar/event.ts';

export interface WebhookRow {
  /** Grows by one with each new secret. */
  readonly generation: number;
  readonly madeAt: Instant;
  /** No call counts any more. */
  readonly ended?: true;
  /** The secret of the generation before counts until then. */
  readonly formerEndsAt?: Instant;
  /** The ids of the last calls: one that comes again is a replay. */
  readonly heard: readonly string[];
}
