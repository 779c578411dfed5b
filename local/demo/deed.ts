// One deed: something that a person does in the second half of the demonstration.
import type { CalendarEvent, EventPatch } from '../../shared/calendar/event.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';

export type Deed =
  | { readonly do: 'create'; readonly side: Side; readonly event: CalendarEvent }
  /** Both sides are edited before a run sees either of them. An edit of the same field is then a conflict. */
  | { readonly do: 'edit'; readonly thing: CalendarEvent; readonly mailbox: EventPatch; readonly source: EventPatch }
  | { readonly do: 'delete'; readonly side: Side; readonly thing: CalendarEvent };

export const edit = (
  thing: CalendarEvent,
  { mailbox = {}, source = {} }: { readonly mailbox?: EventPatch; readonly source?: EventPatch },
): Deed => ({ do: 'edit', thing, mailbox, source });
