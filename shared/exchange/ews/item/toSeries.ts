// A recurring master and its exceptions as EWS sends them -> a series: rule, exclusions and what is different about
// single occurrences. Mirrors seriesSteps.ts.
import { dateIn } from '../../../calendar/days.ts';
import type {
  CalendarEvent,
  OccurrenceOverride,
  OccurrencePatch,
  RecurrenceId,
  TimeZoneId,
} from '../../../calendar/event.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { differenceOf, recurrenceIdAt, seriesStart } from '../../series/occurrence.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';
import { ruleFromEws } from './toRule.ts';
import { instantFromEws, occurrenceWhenFromEws, zoneOfItem } from './toWhen.ts';

/** Reads the fields of an exception, as those of a single event. */
export type ReadEvent = (element: XmlElement) => CalendarEvent | undefined;

/** The ids of a master's exceptions, which have to be read for themselves. */
export const exceptionIds = (master: XmlElement): string[] =>
  modifiedOccurrences(master).flatMap((occurrence) => child(occurrence, 'ItemId')?.attributes.Id ?? []);

/**
 * The series of a master, or why it takes no part. `event`: its fields, read as those of a single event. `exceptions`:
 * the exceptions as read, by id. `timeZone`: of an all-day series whose own zone is unknown.
 */
export function seriesFromEws(
  master: XmlElement,
  event: CalendarEvent,
  timeZone: TimeZoneId,
  exceptions: ReadonlyMap<string, XmlElement>,
  readEvent: ReadEvent,
): CalendarEvent | LeftOutReason {
  const own = zoneOfItem(master, timeZone)?.timeZone;
  if (own === undefined && !event.when.showWithoutTime) return 'series-zone-unknown';
  const zone = own ?? timeZone;
  const when = seriesStart(event.when, zone);
  const rule = ruleFromEws(child(master, 'Recurrence'), dateIn(when.start));
  const series = { ...event, when };
  const overrides = overridesOf({ master, series, zone, exceptions, readEvent });
  if (!rule || !overrides) return 'item-unreadable';
  return { ...series, when: { ...when, recurrence: { rule, overrides } } };
}

interface Sources {
  readonly master: XmlElement;
  /** Of the master, without recurrence. */
  readonly series: CalendarEvent;
  readonly zone: TimeZoneId;
  readonly exceptions: ReadonlyMap<string, XmlElement>;
  readonly readEvent: ReadEvent;
}

/** Undefined where a part of them cannot be read. */
function overridesOf(sources: Sources): Record<RecurrenceId, OccurrenceOverride> | undefined {
  const { master, series, zone, exceptions } = sources;
  const overrides: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const deleted of child(master, 'DeletedOccurrences')?.children ?? []) {
    const start = instantFromEws(childText(deleted, 'Start'));
    if (start === undefined) return undefined;
    overrides[recurrenceIdAt(start, series.when, zone)] = { excluded: true };
  }
  for (const modified of modifiedOccurrences(master)) {
    const start = instantFromEws(childText(modified, 'OriginalStart'));
    const exception = exceptions.get(child(modified, 'ItemId')?.attributes.Id ?? '');
    if (start === undefined || !exception) return undefined;
    const id = recurrenceIdAt(start, series.when, zone);
    const patch = patchOf(exception, id, sources);
    if (!patch) return undefined;
    delete overrides[id];
    if (Object.keys(patch).length > 0) overrides[id] = patch;
  }
  return overrides;
}

const modifiedOccurrences = (master: XmlElement): readonly XmlElement[] =>
  child(master, 'ModifiedOccurrences')?.children ?? [];

/** What is different about one occurrence; undefined where it cannot be read. */
function patchOf(exception: XmlElement, id: RecurrenceId, sources: Sources): OccurrencePatch | undefined {
  const { series, zone, readEvent } = sources;
  const event = readEvent(exception);
  const when = occurrenceWhenFromEws(exception, series.when.showWithoutTime ? zone : series.when.timeZone);
  if (!event || !when) return undefined;
  return differenceOf(series, id, event, when);
}
