// The limits of an entry's fields, whoever writes them: an application through the API, or the synchronisation.
// Titles and locations as Exchange holds them; the rest bounds an entry so that many fit into one transaction.
import type { CalendarEvent, EventField, OccurrencePatch } from '../../calendar/event.ts';

export const TITLE_LENGTH = 255;
export const LOCATION_LENGTH = 255;
export const DESCRIPTION_LENGTH = 100_000;
export const KEYWORDS = 50;
export const KEYWORD_LENGTH = 255;
/** Minutes before the start, of a reminder as Exchange holds it: five years. */
export const ALERT_MINUTES = 2_629_800;
/** Each person has a row that is written in one transaction with the entry. */
export const PARTICIPANTS = 40;
/** Occurrences of a series that differ from its rule, excluded ones included. */
export const OVERRIDES = 2_000;
/**
 * Of JSON: a row of Table Storage holds 1 MiB in UTF-16, so 524,288 characters, in properties of 64 KiB each.
 * https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
export const EVENT_LENGTH = 500_000;

/** The first field of an event that an entry cannot hold. */
export function fieldTooLarge(event: CalendarEvent): EventField | undefined {
  const [field] = fieldsTooLarge(event);
  if (field) return field;
  const overrides = Object.values(event.when.recurrence?.overrides ?? {});
  const patches = overrides.flatMap((override) => ('excluded' in override ? [] : [override]));
  if (overrides.length > OVERRIDES || patches.some((patch) => fieldsTooLarge(patch).length > 0)) return 'when';
  if (!isTooLarge(event)) return undefined;
  return event.when.recurrence ? 'when' : 'description';
}

/** True where the whole event does not fit into one row. Each of its fields alone may fit. */
export const isTooLarge = (event: CalendarEvent): boolean => lengthOf(event) > EVENT_LENGTH;

const fieldsTooLarge = (patch: OccurrencePatch): EventField[] => [
  ...textsTooLarge(patch),
  ...((patch.alert?.minutesBefore ?? 0) > ALERT_MINUTES ? (['alert'] as const) : []),
];

type Texts = Partial<Pick<CalendarEvent, 'title' | 'location' | 'description' | 'keywords'>>;

/** The fields that an entry cannot hold. The others can be written without them. */
export function textsTooLarge({ title = '', location = '', description = '', keywords = [] }: Texts): (keyof Texts)[] {
  const keywordsFit = keywords.length <= KEYWORDS && keywords.every((keyword) => keyword.length <= KEYWORD_LENGTH);
  const fits = {
    title: title.length <= TITLE_LENGTH,
    location: location.length <= LOCATION_LENGTH,
    description: description.length <= DESCRIPTION_LENGTH,
    keywords: keywordsFit,
  };
  return TEXTS.filter((field) => !fits[field]);
}

const TEXTS = ['title', 'location', 'description', 'keywords'] as const;

/** In a row these two are written as six characters each, since Azurite takes them for the end of a line. */
const lengthOf = (event: CalendarEvent): number => JSON.stringify(event).replaceAll(/[\u2028\u2029]/g, '      ').length;
