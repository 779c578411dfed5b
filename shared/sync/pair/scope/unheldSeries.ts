// A series that a side cannot hold as one event. Pure.
import type { CalendarEvent } from '../../../calendar/event.ts';
import type { Remote } from '../../ports/remote.ts';
import type { SourceItem } from '../../ports/source.ts';

/** The event of an entry that is such a series; undefined for any other entry. */
export function unheldSeries({ unheld }: Pick<Remote, 'unheld'>, entry: SourceItem): CalendarEvent | undefined {
  if (entry.content.kind !== 'event') return undefined;
  const { event } = entry.content;
  return event.when.recurrence && unheld(event) === 'recurrence-not-supported' ? event : undefined;
}
