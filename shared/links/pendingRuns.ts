// Which links have a delayed message on its way, as far as this process knows. Every run may ask for another one, and
// so does every timer tick: without this, their messages would multiply for as long as a link fails or is busy.
import type { Instant } from '../calendar/event.ts';

export class PendingRuns {
  readonly #due = new Map<string, Instant>();

  /** True when a message due at `due` has to be sent: none is on its way that comes as early. */
  claim(link: string, due: Instant, now: Instant): boolean {
    const pending = this.#due.get(link);
    if (pending !== undefined && pending > now && pending <= due) return false;
    this.#due.set(link, due);
    return true;
  }

  /** A message of the link came: what was due until now is no longer on its way. */
  arrived(link: string, now: Instant): void {
    const pending = this.#due.get(link);
    if (pending !== undefined && pending <= now) this.#due.delete(link);
  }
}
