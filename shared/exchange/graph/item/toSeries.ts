// A series master as Graph sends it, with its exceptions and cancelled occurrences -> a series: rule, exclusions and
// what is different about single occurrences. Mirrors seriesRequests.ts.
import { dateIn, timeIn } from '../../../calendar/days.ts';
import type { CalendarEvent, OccurrenceOverride, RecurrenceId, TimeZoneId, When } from '../../../calendar/event.ts';
import { normalOverrides } from '../../../calendar/normalOverrides.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { differenceOf, recurrenceIdAt, seriesStart } from '../../series/occurrence.ts';
import type { ContentJson, EventJson } from './eventJson.ts';
import { ruleFromGraph } from './toRule.ts';
import { instantIn, type NamedZone, occurrenceWhenFromGraph, zoneNamed } from './toWhen.ts';

/** Reads the fields of an exception, as those of a single event. */
export type ReadContent = (json: ContentJson) => CalendarEvent | undefined;

/** The zone in which a series repeats; undefined where nobody knows its rules. */
export const zoneOfSeries = (master: EventJson, own: TimeZoneId): NamedZone | undefined =>
  zoneNamed(master.recurrence?.range.recurrenceTimeZone, own) ?? zoneNamed(master.originalStartTimeZone, own);

/**
 * The series of a master, or why it takes no part. `event`: its fields, read as those of a single event. `timeZone`: of
 * an all-day series whose own zone is unknown.
 */
export function seriesFromGraph(
  master: EventJson,
  event: CalendarEvent,
  timeZone: TimeZoneId,
  readContent: ReadContent,
): CalendarEvent | LeftOutReason {
  const own = zoneOfSeries(master, timeZone)?.timeZone;
  if (own === undefined && !event.when.showWithoutTime) return 'series-zone-unknown';
  const zone = own ?? timeZone;
  const when = seriesStart(event.when, zone);
  const rule = ruleFromGraph(master.recurrence, dateIn(when.start));
  const overrides = overridesOf(master, { ...event, when }, zone, readContent);
  if (!rule || !overrides) return 'item-unreadable';
  return normalOverrides({ ...event, when: { ...when, recurrence: { rule, overrides } } });
}

/** Undefined where a part of them cannot be read, or did not come. */
function overridesOf(
  { cancelledOccurrences, exceptionOccurrences }: EventJson,
  series: CalendarEvent,
  zone: TimeZoneId,
  readContent: ReadContent,
): Record<RecurrenceId, OccurrenceOverride> | undefined {
  if (!exceptionOccurrences) return undefined;
  const overrides: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const cancelled of cancelledOccurrences ?? []) {
    // `OID.{id of the series}.{date}`
    const [, date] = /\.(\d{4}-\d\d-\d\d)$/.exec(cancelled) ?? [];
    if (date === undefined || Number.isNaN(Date.parse(date))) return undefined;
    overrides[date + timeIn(series.when.start)] = { excluded: true };
  }
  for (const exception of exceptionOccurrences) {
    const id = exceptionId(exception, series.when, zone);
    const event = readContent(exception);
    const when = occurrenceWhenFromGraph(exception, series.when.showWithoutTime ? zone : series.when.timeZone);
    if (id === undefined || !event || !when) return undefined;
    overrides[id] = differenceOf(series, id, event, when);
  }
  return overrides;
}

/** Which occurrence of the rule it is; undefined where it does not tell. */
export function exceptionId(
  { originalStart }: Pick<ContentJson, 'originalStart'>,
  series: When,
  zone: TimeZoneId,
): RecurrenceId | undefined {
  const start = instantIn(originalStart ?? '');
  if (start === undefined) return undefined;
  // A midnight in UTC is a date already: no zone but UTC itself has its midnights there.
  if (series.showWithoutTime && start % DAY_MS === 0) return dateIn(originalStart ?? '');
  return recurrenceIdAt(start, series, zone);
}

const DAY_MS = 86_400_000;
