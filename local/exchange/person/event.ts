// The event form that a person fills in, and the item that Outlook would store for it, with Exchange's defaults.
import { settleTimes } from '../item/draft.ts';
import { dayOf } from '../recurrence/dates.ts';
import type { Pattern } from '../recurrence/pattern.ts';
import { isDayOfSeries, type Recurrence, type RecurrenceEnd } from '../recurrence/recurrence.ts';
import { withException, withoutOccurrence } from '../series/change.ts';
import { occurrenceContent, zoneOf } from '../series/occurrences.ts';
import { settleSeries } from '../series/settle.ts';
import { ResponseError } from '../soap/errors.ts';
import { type FreeBusy, type Importance, type ItemContent, newContent, type Sensitivity } from '../store/item.ts';
import { instantOf, knownZone, zonedTime } from '../zones/zones.ts';

/** Times without offset are local times in `zone`. */
export interface PersonEvent {
  readonly subject?: string;
  readonly body?: string;
  readonly bodyType?: 'Text' | 'HTML';
  readonly location?: string;
  /** `2026-12-01T09:00:00`, local in `zone`, or with Z or an offset. */
  readonly start: string;
  readonly end: string;
  /** A Windows zone id. Default: `UTC`. */
  readonly zone?: string;
  readonly isAllDay?: boolean;
  readonly sensitivity?: Sensitivity;
  readonly freeBusy?: FreeBusy;
  readonly importance?: Importance;
  readonly categories?: readonly string[];
  /** Minutes before the start; null means no reminder. Default: Exchange's. */
  readonly reminderMinutes?: number | null;
  readonly uid?: string;
  /** Starts on the date of the event, without end unless one is given. Null removes it from a series. */
  readonly recurrence?: PersonRecurrence | null;
  /** The changed occurrences, by their date in the pattern. */
  readonly exceptions?: Readonly<Record<string, OccurrenceChange>>;
  /** The dates of the deleted occurrences. */
  readonly deletions?: readonly string[];
}

export interface PersonRecurrence {
  readonly pattern: Pattern;
  readonly end?: RecurrenceEnd;
}

export type OccurrenceChange = Partial<Omit<PersonEvent, 'uid' | 'recurrence' | 'exceptions' | 'deletions'>>;

/** The item of the person's event. Throws ResponseError for an event that the calendar does not allow. */
export function contentOfEvent(event: PersonEvent, uid: string): ItemContent {
  const { exceptions = {}, deletions = [], ...main } = event;
  const master = filledIn(newContent(uid), main);
  const left = deletions.reduce((content, date) => withoutOccurrence(content, occurrenceDate(content, date)), master);
  return withExceptions(left, Object.entries(exceptions));
}

/** An occurrence can move to the former place of another one after that one has moved. Until then it waits. */
function withExceptions(master: ItemContent, changes: readonly (readonly [string, OccurrenceChange])[]): ItemContent {
  let content = master;
  const waiting: (readonly [string, OccurrenceChange])[] = [];
  let refusal: ResponseError | undefined;
  for (const [date, change] of changes) {
    try {
      content = withOccurrence(content, date, change);
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      refusal = error;
      waiting.push([date, change]);
    }
  }
  if (!refusal) return content;
  if (waiting.length === changes.length) throw refusal;
  return withExceptions(content, waiting);
}

/** `master` with one occurrence changed. Throws where the series has no occurrence on `date`. */
export function withOccurrence(master: Readonly<ItemContent>, date: string, change: OccurrenceChange): ItemContent {
  const occurrence = occurrenceContent(master, dayOf(occurrenceDate(master, date)));
  return withException(master, date, filledIn(occurrence, change));
}

/** `date`, where the series has an occurrence on it. Throws otherwise. */
export function occurrenceDate({ recurrence, deletions }: Readonly<ItemContent>, date: string): string {
  if (!recurrence || deletions.includes(date) || !isDayOfSeries(recurrence, dayOf(date)))
    throw new ResponseError('ErrorItemNotFound', `The series has no occurrence on ${date}.`);
  return date;
}

/** `content` with the person's values, all-day events at midnights. Throws where the calendar does not allow it. */
export function filledIn(
  content: Readonly<ItemContent>,
  changes: Partial<Omit<PersonEvent, 'exceptions' | 'deletions'>>,
): ItemContent {
  const { start, end, zone, body, bodyType = 'Text', reminderMinutes, uid, recurrence, ...same } = changes;
  const draft: ItemContent = { ...content, ...same };
  if (zone !== undefined) draft.startZone = draft.endZone = zone;
  if (body !== undefined) draft.body = { type: bodyType, text: body };
  if (reminderMinutes !== undefined) draft.reminderIsSet = reminderMinutes !== null;
  if (typeof reminderMinutes === 'number') draft.reminderMinutes = reminderMinutes;
  if (start !== undefined) draft.start = instantFrom(start, draft.startZone);
  if (end !== undefined) draft.end = instantFrom(end, draft.endZone);
  const settled = settleTimes(draft);
  if (recurrence) settled.recurrence = startingWith(settled, recurrence);
  if (recurrence === null) delete settled.recurrence;
  return settleSeries(settled, content);
}

function startingWith(content: ItemContent, { pattern, end = { kind: 'NoEnd' } }: PersonRecurrence): Recurrence {
  return { pattern, startDate: zonedTime(content.start, zoneOf(content)).toPlainDate().toString(), end };
}

function instantFrom(text: string, zoneId: string): number {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return Date.parse(text);
  const zone = knownZone(zoneId);
  if (!zone) throw new Error(`There is no Windows time zone "${zoneId}".`);
  return instantOf(text, zone);
}
