// Takes the demonstration's own events out of a foreign mailbox again, known by the category that each of them has.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Editor } from './editor.ts';

/** Recognisable to a person who finds one left over; nobody else's category. */
export const CATEGORY = 'exchange-calendar-sync demo';

export const isOurs = (event: CalendarEvent): boolean => event.keywords.includes(CATEGORY);

/** Deletes them (to Deleted Items, as a person would) and answers how many there were. */
export async function cleanUp(mailbox: Editor): Promise<number> {
  const left = (await mailbox.list()).filter(({ content }) => content.kind === 'event' && isOurs(content.event));
  for (const standing of left) await mailbox.remove(standing);
  return left.length;
}
