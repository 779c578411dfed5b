// Removes the demonstration's own events from a foreign mailbox. Each of them bears its category.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Editor } from './people/editor.ts';

/** A person recognises it on an event that was left over. Nobody else uses this category. */
export const CATEGORY = 'exchange-calendar-sync demo';

export const isOurs = (event: CalendarEvent): boolean => event.keywords.includes(CATEGORY);

/** Deletes the events (to Deleted Items, as a person would) and returns their number. */
export async function cleanUp(mailbox: Editor): Promise<number> {
  const left = (await mailbox.list()).filter(({ content }) => content.kind === 'event' && isOurs(content.event));
  for (const standing of left) await mailbox.remove(standing);
  return left.length;
}
