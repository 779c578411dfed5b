// When a link needs another message, after the outcome of a run.
import type { Instant } from '../../calendar/event.ts';
import type { RunOutcome } from '../../sync/ports/link.ts';

/** A run may end before its lease does, so that a busy link is looked at again after this time. */
const BUSY_MS = 60_000;

/** When the link needs another message. Undefined: the timer or a change sends it. */
export function nextRunAfter(outcome: RunOutcome, now: Instant): Instant | undefined {
  switch (outcome.state) {
    case 'off':
    case 'cleanedUp':
    case 'idle':
    case 'previewed':
      return undefined;
    case 'busy':
      return Math.min(Math.max(outcome.until, now + 1000), now + BUSY_MS);
    case 'waiting':
      return outcome.until;
    case 'done':
      return outcome.next;
    case 'stopped':
      // Trying again at once changes nothing: a person has to act, and the timer notices that they did.
      return outcome.failure.kind === 'denied' || outcome.failure.kind === 'blocked' ? undefined : outcome.next;
  }
}
