// A person at one side: what the person sees there, and what the person writes. Mailbox and source are edited alike.
import type { CalendarEvent, EventPatch } from '../../../shared/calendar/event.ts';
import type { Content } from '../../../shared/sync/ports/remote.ts';

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
  /** Writes the patch on the newest version of the item: a run may have written it since the person saw it. */
  edit(standing: Standing, patch: EventPatch): Promise<void>;
  remove(standing: Standing): Promise<void>;
}

/** The title that tells a person which item is meant; the word for none where it has none. */
export const titleOf = (content: Content): string =>
  (content.kind === 'event' ? content.event.title : content.title) || '(no title)';
