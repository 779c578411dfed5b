// The links that have a delayed message on its way, as far as this process can tell. Each run may ask for another message, and
// so does each tick of the timer. Without this, their messages would multiply while a link fails or is busy.
import type { Instant } from '../../calendar/event.ts';

export class PendingRuns {
  readonly #due = new Map<string, Instant>();

  /** True when a message that is due at `due` has to be sent, since none on its way comes as early. */
  claim(link: string, due: Instant, now: Instant): boolean {
    const pending = this.#due.get(link);
    if (pending !== undefined && pending > now && pending <= due) return false;
    this.#due.set(link, due);
    return true;
  }

  /** A message of the link came: one that was due by now is no longer on its way. */
  arrived(link: string, now: Instant): void {
    const pending = this.#due.get(link);
    if (pending !== undefined && pending <= now) this.#due.delete(link);
  }
}
