// A person at one side: what the person sees there, and what the person writes. Mailbox and source are edited alike.
import type { CalendarEvent, EventPatch } from '../../shared/calendar/event.ts';
import type { Content } from '../../shared/sync/ports/remote.ts';

/** An event or entry as it stands on one side. */
export interface Standing {
  readonly id: string;
  /** Every change makes a new version. */
  readonly version: string;
  readonly content: Content;
}

export interface Editor {
  /** Everything on this side, newly read. */
  list(): Promise<Standing[]>;
  create(event: CalendarEvent): Promise<void>;
  /** Fails when the item no longer has the version that the person saw. */
  edit(standing: Standing, patch: EventPatch): Promise<void>;
  remove(standing: Standing): Promise<void>;
}
