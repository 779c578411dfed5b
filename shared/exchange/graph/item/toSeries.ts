// A series master as Graph sends it, with its exceptions and cancelled occurrences -> a series: rule, exclusions and
// what is different about single occurrences. Mirrors seriesRequests.ts.

import { normalOverrides } from '../../../calendar/canonical/normalOverrides.ts';
import { dateOf, timeIn } from '../../../calendar/days.ts';
import type {
  CalendarEvent,
  Instant,
  LocalDate,
  OccurrenceOverride,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../../calendar/event.ts';
import { nearestOccurrence } from '../../../calendar/recurrence/occurrences.ts';
import { ianaClock, localAt, type ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { differenceOf, occurrenceDateAt, recurrenceIdAt } from '../../series/occurrence.ts';
import { timedSeries } from '../../seriesWhen.ts';
import { type ServerZone, serverZone } from '../../serverZone.ts';
import type { ContentJson, EventJson } from './eventJson.ts';
import { zoneMark } from './extendedProperties.ts';
import { ruleFromGraph } from './toRule.ts';
import { instantIn, occurrenceWhenFromGraph, timesOf } from './toWhen.ts';

/** Reads the fields of an exception, as those of a single event. A value that cannot be read is that of its series. */
export type ReadContent = (json: ContentJson, series: CalendarEvent) => CalendarEvent | undefined;

/** The zone in which a series repeats; undefined where nobody knows its rules. */
const zoneOfSeries = (master: EventJson): ServerZone | undefined =>
  serverZone(master.recurrence?.range.recurrenceTimeZone) ?? serverZone(master.originalStartTimeZone);

/**
 * The series of a master, or why it takes no part. `event`: its fields, read as those of a single event. `own`: the
 * mailbox's zone, of an all-day series whose own is unknown.
 */
export function seriesFromGraph(
  master: EventJson,
  event: CalendarEvent,
  { own, readContent }: { readonly own: TimeZoneId; readonly readContent: ReadContent },
): CalendarEvent | LeftOutReason {
  const zone = zoneOfSeries(master);
  if (!zone && !event.when.showWithoutTime) return 'series-zone-unknown';
  const when = seriesWhen(master, { first: event.when, zone, own });
  if (when === 'zoneUnknown') return 'series-zone-unknown';
  if (when === 'unreadable' || !when.recurrence) return 'item-unreadable';
  const overrides = overridesOf(master, {
    series: { ...event, when },
    clocks: clocksOf(zone, own),
    readContent,
  });
  if (!overrides) return 'item-unreadable';
  return normalOverrides({ ...event, when: { ...when, recurrence: { ...when.recurrence, overrides } } });
}

/**
 * The clocks by which a series may repeat, the likeliest first: its own, then the mailbox's. For the participants of an
 * all-day series Graph names no zone or a wrong one (microsoft-graph-docs issues 7163 and 2804).
 */
type Clocks = readonly [ZoneClock, ...ZoneClock[]];

/** `zone`: of the series, as far as it is known. `own`: of the mailbox. */
export const clocksOf = (zone: ServerZone | undefined, own: TimeZoneId): Clocks =>
  zone ? [zone.clock, ianaClock(own)] : [ianaClock(own)];

/** The first occurrence of a series, and the zones that say when the others are. */
interface First {
  readonly first: When;
  readonly zone: ServerZone | undefined;
  readonly own: TimeZoneId;
}

function seriesWhen(master: EventJson, { first, zone, own }: First): When | 'zoneUnknown' | 'unreadable' {
  const ruleFrom = (start: LocalDate) => ruleFromGraph(master.recurrence, start);
  if (first.showWithoutTime) {
    const rule = ruleFrom(first.start);
    return rule ? { ...first, recurrence: { rule, overrides: {} } } : 'unreadable';
  }
  const times = timesOf(master);
  if (!times || !zone) return 'unreadable';
  return timedSeries({ ...times, ruleFrom, zone, own, written: zoneMark(master.singleValueExtendedProperties ?? []) });
}

interface Sources {
  /** Of the master, without overrides. */
  readonly series: CalendarEvent;
  readonly clocks: Clocks;
  readonly readContent: ReadContent;
}

type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

/** Undefined where a part of them cannot be read, or did not come. */
function overridesOf(
  { cancelledOccurrences, exceptionOccurrences }: EventJson,
  sources: Sources,
): Overrides | undefined {
  const excluded = exclusionsOf(cancelledOccurrences ?? [], sources.series.when);
  const changed = exceptionOccurrences ? changesOf(exceptionOccurrences, sources) : undefined;
  return excluded && changed && { ...excluded, ...changed };
}

/** A cancelled date near no occurrence of the rule excludes nothing. Undefined where one has no date. */
function exclusionsOf(cancelled: readonly string[], series: When): Overrides | undefined {
  const overrides: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const each of cancelled) {
    // `OID.{id of the series}.{date}`
    const [, date = ''] = /\.(\d{4}-\d\d-\d\d)$/.exec(each) ?? [];
    if (!isExistingDate(date)) return undefined;
    const id = nearestOccurrence(series, date);
    if (id !== undefined) overrides[id] = { excluded: true };
  }
  return overrides;
}

/** Undefined where an exception cannot be read, is near no occurrence, or shares its occurrence with another one. */
function changesOf(
  exceptions: readonly ContentJson[],
  { series, clocks, readContent }: Sources,
): Overrides | undefined {
  const overrides: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const exception of exceptions) {
    const id = exceptionId(exception, series.when, clocks);
    const event = readContent(exception, series);
    const when = occurrenceWhenFromGraph(exception, clocks[0]);
    if (id === undefined || Object.hasOwn(overrides, id) || !event || !when) return undefined;
    overrides[id] = differenceOf(series, { id, event, when });
  }
  return overrides;
}

type WithOriginalStart = Pick<ContentJson, 'originalStart'>;

/** The occurrence of the rule nearest to the exception's original start; undefined where none is near. */
export function exceptionId(exception: WithOriginalStart, series: When, clocks: Clocks): RecurrenceId | undefined {
  const begun = startIn(exception, series, clocks);
  return begun && recurrenceIdAt(begun.start, series, begun.clock);
}

/** The date on which an occurrence begins by its original start; undefined where it does not tell. */
export function exceptionDate(exception: WithOriginalStart, series: When, clocks: Clocks): LocalDate | undefined {
  const begun = startIn(exception, series, clocks);
  return begun && occurrenceDateAt(begun.start, series, begun.clock);
}

/** The clock of an all-day series is the one that shows midnight. A midnight in UTC is a date already. */
function startIn({ originalStart }: WithOriginalStart, series: When, clocks: Clocks) {
  const start = instantIn(originalStart ?? '');
  if (start === undefined) return undefined;
  const shown = series.showWithoutTime ? [UTC, ...clocks].find((clock) => isMidnight(start, clock)) : undefined;
  return { start, clock: shown ?? clocks[0] };
}

const UTC = ianaClock('UTC');

const isMidnight = (instant: Instant, clock: ZoneClock): boolean => timeIn(localAt(clock, instant)) === 'T00:00:00';

function isExistingDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(ms) && dateOf(ms / DAY_MS) === text;
}

const DAY_MS = 86_400_000;
