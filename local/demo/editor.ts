// A person at one side: what they see there, and what they write. The mailbox and the source are edited alike.
import type { CalendarEvent, EventPatch } from '../../shared/calendar/event.ts';
import type { Content } from '../../shared/sync/ports/remote.ts';

/** A thing as it stands on one side. */
export interface Standing {
  readonly id: string;
  /** Each change makes another one. */
  readonly version: string;
  readonly content: Content;
}

export interface Editor {
  /** Everything on this side, read anew. */
  list(): Promise<Standing[]>;
  create(event: CalendarEvent): Promise<void>;
  /** Fails when it is no longer the version that the person saw. */
  edit(standing: Standing, patch: EventPatch): Promise<void>;
  remove(standing: Standing): Promise<void>;
}
