// A recurring master and its exceptions as EWS sends them -> a series: rule, exclusions and what is different about
// single occurrences. Mirrors seriesSteps.ts.
import type {
  CalendarEvent,
  LocalDate,
  OccurrenceOverride,
  OccurrencePatch,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../../calendar/event.ts';
import type { WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import { ianaClock, type ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { differenceOf, recurrenceIdAt } from '../../series/occurrence.ts';
import { timedSeries } from '../../seriesWhen.ts';
import type { ServerZone } from '../../serverZone.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';
import { zoneMark } from './tag.ts';
import { ruleFromEws } from './toRule.ts';
import { instantFromEws, occurrenceWhenFromEws, timesOf, zoneOfItem } from './toWhen.ts';

/** Reads the fields of an exception, as those of a single event. `instead`: its series, for a value that cannot be read. */
export type ReadEvent = (element: XmlElement, instead?: CalendarEvent) => CalendarEvent | undefined;

/** The ids of a master's exceptions, which have to be read for themselves. */
export const exceptionIds = (master: XmlElement): string[] =>
  modifiedOccurrences(master).flatMap((occurrence) => child(occurrence, 'ItemId')?.attributes.Id ?? []);

/** The data that a master is read with. */
export interface SeriesReading {
  /** Of mailbox or company: of an all-day series whose own zone is unknown. */
  readonly timeZone: TimeZoneId;
  /** The server's; without them the usual ones. */
  readonly zones?: WindowsZones | undefined;
  /** The exceptions as read, by id. */
  readonly exceptions: ReadonlyMap<string, XmlElement>;
  readonly readEvent: ReadEvent;
}

/** The series of a master, or why it takes no part. `event`: its fields, read as those of a single event. */
export function seriesFromEws(
  master: XmlElement,
  event: CalendarEvent,
  reading: SeriesReading,
): CalendarEvent | LeftOutReason {
  const zone = zoneOfItem(master, reading.zones);
  if (!zone && !event.when.showWithoutTime) return 'series-zone-unknown';
  const when = seriesWhen(master, { first: event.when, zone, own: reading.timeZone });
  if (when === 'zoneUnknown') return 'series-zone-unknown';
  if (when === 'unreadable' || !when.recurrence) return 'item-unreadable';
  const series = { ...event, when };
  const clock = zone?.clock ?? ianaClock(reading.timeZone);
  const overrides = overridesOf({ master, series, clock, reading });
  if (!overrides) return 'item-unreadable';
  return { ...series, when: { ...when, recurrence: { ...when.recurrence, overrides } } };
}

/** The first occurrence of a series, and the zones that say when the others are. */
interface First {
  readonly first: When;
  readonly zone: ServerZone | undefined;
  readonly own: TimeZoneId;
}

function seriesWhen(master: XmlElement, { first, zone, own }: First): When | 'zoneUnknown' | 'unreadable' {
  const ruleFrom = (start: LocalDate) => ruleFromEws(child(master, 'Recurrence'), start);
  if (first.showWithoutTime) {
    const rule = ruleFrom(first.start);
    return rule ? { ...first, recurrence: { rule, overrides: {} } } : 'unreadable';
  }
  const times = timesOf(master);
  if (!times || !zone) return 'unreadable';
  return timedSeries({ ...times, ruleFrom, zone, own, written: zoneMark(master) });
}

interface Sources {
  readonly master: XmlElement;
  /** Of the master, without overrides. */
  readonly series: CalendarEvent;
  /** By which the server computes its occurrences. */
  readonly clock: ZoneClock;
  readonly reading: SeriesReading;
}

type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

/** Undefined where a part of them cannot be read. */
function overridesOf(sources: Sources): Overrides | undefined {
  const excluded = exclusionsOf(sources);
  const changed = changesOf(sources);
  if (!excluded || !changed) return undefined;
  const isDifferent = (override: OccurrenceOverride) => Object.keys(override).length > 0;
  // An occurrence that is listed as changed takes place, also where it is listed as deleted and differs in nothing.
  return Object.fromEntries(Object.entries({ ...excluded, ...changed }).filter(([, each]) => isDifferent(each)));
}

/** A deletion near no occurrence of the rule excludes nothing. Undefined where one has no time. */
function exclusionsOf({ master, series, clock }: Sources): Overrides | undefined {
  const overrides: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const deleted of child(master, 'DeletedOccurrences')?.children ?? []) {
    const start = instantFromEws(childText(deleted, 'Start'));
    if (start === undefined) return undefined;
    const id = recurrenceIdAt(start, series.when, clock);
    if (id !== undefined) overrides[id] = { excluded: true };
  }
  return overrides;
}

/** Undefined where an exception cannot be read, is near no occurrence, or shares its occurrence with another one. */
function changesOf(sources: Sources): Overrides | undefined {
  const { master, series, clock, reading } = sources;
  const overrides: Record<RecurrenceId, OccurrencePatch> = {};
  for (const modified of modifiedOccurrences(master)) {
    const start = instantFromEws(childText(modified, 'OriginalStart'));
    const exception = reading.exceptions.get(child(modified, 'ItemId')?.attributes.Id ?? '');
    if (start === undefined || !exception) return undefined;
    const id = recurrenceIdAt(start, series.when, clock);
    if (id === undefined || Object.hasOwn(overrides, id)) return undefined;
    const patch = patchOf(exception, id, sources);
    if (!patch) return undefined;
    overrides[id] = patch;
  }
  return overrides;
}

const modifiedOccurrences = (master: XmlElement): readonly XmlElement[] =>
  child(master, 'ModifiedOccurrences')?.children ?? [];

/** The differences of one occurrence; undefined where it cannot be read. */
function patchOf(exception: XmlElement, id: RecurrenceId, sources: Sources): OccurrencePatch | undefined {
  const { series, clock, reading } = sources;
  const event = reading.readEvent(exception, series);
  const when = occurrenceWhenFromEws(exception, clock);
  if (!event || !when) return undefined;
  return differenceOf(series, { id, event, when });
}
