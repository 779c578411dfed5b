// Turns a request's elements into a storable item: first the fields, then the times in their zones, then the rules of
// the calendar (MS-OXWSMTGS section 3.1.4.2 and .9).
import { Temporal } from 'temporal-polyfill';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { readDateTime } from '../soap/values.ts';
import { atLeast, type EwsVersion } from '../soap/versions.ts';
import type { ItemContent } from '../store/item.ts';
import type { XmlElement } from '../xml/xml.ts';
import { instantOf, knownZone, UTC, type WindowsZone, zonedTime } from '../zones/zones.ts';
import { readExtended } from './extended.ts';
import { type Draft, EXTENDED_AT, FIELDS, fieldsByElement } from './fields.ts';

/** The parts of a request beside the item. */
export interface DraftContext {
  readonly version: EwsVersion;
  /** TimeZoneContext. */
  readonly zone: WindowsZone | undefined;
}

const DURATION_MAX_YEARS = 5;

/** Sets every property of a CalendarItem element. Refuses an order other than the schema's. */
export function setAll(draft: Draft, element: XmlElement, context: DraftContext): void {
  let reached = -1;
  for (const property of element.children) {
    const at = property.name === 'ExtendedProperty' ? EXTENDED_AT - 0.5 : positions.get(property.name);
    if (at === undefined || at < reached || (at === reached && property.name !== 'ExtendedProperty')) {
      throw schemaViolation(`The element 'CalendarItem' has invalid child element '${property.name}'.`);
    }
    reached = at;
    setOne(draft, property, context);
  }
}

const positions: ReadonlyMap<string, number> = new Map(
  FIELDS.map((field, at) => [field.uri.slice(field.uri.indexOf(':') + 1), at]),
);

/** Sets one property from its element. */
export function setOne(draft: Draft, element: XmlElement, context: DraftContext): void {
  if (element.name === 'ExtendedProperty') {
    const { key, property } = readExtended(element);
    draft.extended = { ...draft.extended, [key]: property };
    return;
  }
  const field = fieldsByElement.get(element.name);
  if (!field || !atLeast(context.version, field.since)) {
    throw schemaViolation(`The element 'CalendarItem' has invalid child element '${element.name}'.`);
  }
  if (!field.set) throw new ResponseError('ErrorInvalidPropertySet', 'Set action is invalid for property.', field.uri);
  field.set(draft, element, context.version);
}

/** The content of `draft`. Throws ResponseError where the calendar does not allow it. */
export function settle(draft: Draft, context: DraftContext): ItemContent {
  const { startText, endText, zonesGiven, ...content } = draft;
  const fallback = context.zone ?? UTC;
  const startZone = zonesGiven ? (knownZone(content.startZone) ?? fallback) : fallback;
  const endZone = zonesGiven ? (knownZone(content.endZone) ?? fallback) : fallback;
  if (startText !== undefined) content.start = instantIn('Start', startText, startZone);
  if (endText !== undefined) content.end = instantIn('End', endText, endZone);
  return settleTimes(content);
}

/**
 * A time that is set while the item is all-day becomes a midnight at once. An update sets its properties in their order,
 * so a later IsAllDayEvent finds whole days.
 */
export function settleWholeDays(draft: Draft, context: DraftContext): void {
  if (!draft.isAllDay) return;
  const own = knownZone(draft.startZone) ?? UTC;
  const given = draft.zonesGiven ? own : (context.zone ?? UTC);
  const { startText, endText } = draft;
  if (startText !== undefined) {
    draft.start = midnightOf(zonedTime(instantIn('Start', startText, given), own).toPlainDate(), own);
    delete draft.startText;
  }
  if (endText === undefined) return;
  draft.end = midnightOf(dayAfter(zonedTime(instantIn('End', endText, given), own)), own);
  delete draft.endText;
}

const midnightOf = (date: Temporal.PlainDate, zone: WindowsZone): number => instantOf(`${date}T00:00`, zone);

/** The date whose midnight is not before `time`. */
const dayAfter = (time: Temporal.ZonedDateTime): Temporal.PlainDate =>
  time.toPlainTime().equals('00:00') ? time.toPlainDate() : time.toPlainDate().add({ days: 1 });

/** Moves all-day events to midnights. Refuses an end before the start and a duration that is too long. */
export function settleTimes(content: ItemContent): ItemContent {
  if (content.end < content.start) {
    throw new ResponseError(
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'EndDate is earlier than StartDate. The EndDate must be later than the StartDate.',
      'calendar:End',
    );
  }
  const settled = content.isAllDay ? { ...content, ...midnights(content) } : content;
  const latest = zonedTime(settled.start, UTC).add({ years: DURATION_MAX_YEARS });
  if (settled.end > latest.epochMilliseconds) {
    throw new ResponseError(
      'ErrorCalendarDurationIsTooLong',
      'The duration of a calendar item may not exceed five years.',
      'calendar:End',
    );
  }
  return settled;
}

function instantIn(name: string, text: string, zone: WindowsZone): number {
  const value = readDateTime(name, text);
  return 'instant' in value ? value.instant : instantOf(value.local, zone);
}

/** learn.microsoft.com, Time zones and EWS: start and end are moved to midnight in the item's zone. */
function midnights(content: ItemContent): { readonly start: number; readonly end: number } {
  const startZone = knownZone(content.startZone) ?? UTC;
  const endZone = knownZone(content.endZone) ?? UTC;
  const startDate = zonedTime(content.start, startZone).toPlainDate();
  const endDate = dayAfter(zonedTime(content.end, endZone));
  const later = Temporal.PlainDate.compare(endDate, startDate) > 0 ? endDate : startDate.add({ days: 1 });
  return { start: midnightOf(startDate, startZone), end: midnightOf(later, endZone) };
}
