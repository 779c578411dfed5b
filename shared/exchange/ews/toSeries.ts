// A recurring master and its exceptions as EWS sends them -> a series: rule, exclusions and what is different about
// single occurrences. Mirrors seriesSteps.ts.
import { canonicalField } from '../../calendar/canonical.ts';
import type {
  CalendarEvent,
  Instant,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../calendar/event.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { durationSeconds, startInstant } from '../../calendar/when.ts';
import type { LeftOutReason } from '../../sync/remote.ts';
import { OVERRIDABLE, scheduled } from './occurrence.ts';
import { child, childText, type XmlElement } from './reader.ts';
import { ruleFromEws } from './toRule.ts';
import { dateOfMidnight, instantFromEws, occurrenceWhenFromEws, zoneOfItem } from './toWhen.ts';

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
  const rule = ruleFromEws(child(master, 'Recurrence'), when.start.slice(0, DATE_LENGTH));
  const series = { ...event, when };
  const overrides = overridesOf({ master, series, zone, exceptions, readEvent });
  if (!rule || !overrides) return 'item-unreadable';
  return { ...series, when: { ...when, recurrence: { rule, overrides } } };
}

const DATE_LENGTH = '2026-11-20'.length;

/** A single event in the second pass of an hour that the clocks repeat is written in UTC; a series keeps its zone. */
const seriesStart = (when: When, zone: TimeZoneId): When =>
  when.showWithoutTime ? when : { ...when, start: toLocal(startInstant(when, zone), zone), timeZone: zone };

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

/**
 * Which occurrence began at this instant by the rule: the one of that date, since a day has one at most. The time of
 * day may be wrong: servers have given midnight, and another hour beyond a change of the clocks.
 */
export function recurrenceIdAt(start: Instant, series: When, zone: TimeZoneId): RecurrenceId {
  if (series.showWithoutTime) return dateOfMidnight(start, zone);
  return toLocal(start, series.timeZone).slice(0, DATE_LENGTH) + series.start.slice(DATE_LENGTH);
}

/** What is different about one occurrence; undefined where it cannot be read. */
function patchOf(exception: XmlElement, id: RecurrenceId, sources: Sources): OccurrencePatch | undefined {
  const { series, zone, readEvent } = sources;
  const event = readEvent(exception);
  const when = occurrenceWhenFromEws(exception, series.when.showWithoutTime ? zone : series.when.timeZone);
  if (!event || !when) return undefined;
  const differing = OVERRIDABLE.filter(
    (field) =>
      // Mostly it is the very same text: no need to fold its blanks.
      event[field] !== series[field] && canonicalField(field, event[field]) !== canonicalField(field, series[field]),
  );
  return {
    ...(takesPlaceAsScheduled(when, id, series.when) ? {} : { when }),
    ...Object.fromEntries(differing.map((field) => [field, event[field]])),
  };
}

/** By instants; the end also by the clock on the wall, by which Exchange lets occurrences end. */
function takesPlaceAsScheduled(when: OccurrenceWhen, id: RecurrenceId, series: When): boolean {
  const plan = scheduled(series, id);
  if (when.showWithoutTime || plan.showWithoutTime || series.showWithoutTime) {
    return (
      when.showWithoutTime === plan.showWithoutTime && when.start === plan.start && when.duration === plan.duration
    );
  }
  const { timeZone } = series;
  if (toInstant(when.start, timeZone) !== toInstant(plan.start, timeZone)) return false;
  return when.duration === plan.duration || localEnd(when, timeZone) === localEnd(plan, 'UTC');
}

const localEnd = ({ start, duration }: OccurrenceWhen, zone: TimeZoneId): string =>
  toLocal(toInstant(start, zone) + durationSeconds(duration) * 1000, zone);
