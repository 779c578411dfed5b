// How much an entry's fields hold, whoever writes them: an application through the API, or the synchronisation.
// Titles and locations as Exchange holds them; the rest bounds an entry so that many fit into one transaction.
import type { CalendarEvent, EventField } from '../../calendar/event.ts';
import { unwritableCharacter } from '../../calendar/text.ts';

export const TITLE_LENGTH = 255;
export const LOCATION_LENGTH = 255;
export const DESCRIPTION_LENGTH = 100_000;
export const KEYWORDS = 50;
export const KEYWORD_LENGTH = 255;
/** Each person has a row that is written in one transaction with the entry. */
export const PARTICIPANTS = 40;

/** Whether a text fits and holds only characters that calendars can carry. */
export const isText = (text: string, length: number): boolean =>
  text.length <= length && unwritableCharacter(text) === undefined;

/** The first field of an event that an entry cannot hold. */
export function fieldTooLarge(event: CalendarEvent): EventField | undefined {
  if (!isText(event.title, TITLE_LENGTH)) return 'title';
  if (!isText(event.location, LOCATION_LENGTH)) return 'location';
  if (!isText(event.description, DESCRIPTION_LENGTH)) return 'description';
  const keywordsFit = event.keywords.every((keyword) => isText(keyword, KEYWORD_LENGTH));
  return keywordsFit && event.keywords.length <= KEYWORDS ? undefined : 'keywords';
}
