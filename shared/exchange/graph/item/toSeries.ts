// A series master as Graph sends it, with its exceptions and cancelled occurrences -> a series: rule, exclusions and
// what is different about single occurrences. Mirrors seriesRequests.ts.
import { dateIn, timeIn } from '../../../calendar/days.ts';
import type {
  CalendarEvent,
  LocalDate,
  OccurrenceOverride,
  RecurrenceId,
  TimeZoneId,
  When,
} from '../../../calendar/event.ts';
import { normalOverrides } from '../../../calendar/normalOverrides.ts';
import { ianaClock, type ZoneClock } from '../../../calendar/zoneClock.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { differenceOf, recurrenceIdAt } from '../../series/occurrence.ts';
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
    clock: zone?.clock ?? ianaClock(own),
    readContent,
  });
  if (!overrides) return 'item-unreadable';
  return normalOverrides({ ...event, when: { ...when, recurrence: { ...when.recurrence, overrides } } });
}

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
  /** By which the server computes its occurrences. */
  readonly clock: ZoneClock;
  readonly readContent: ReadContent;
}

/** Undefined where a part of them cannot be read, or did not come. */
function overridesOf(
  { cancelledOccurrences, exceptionOccurrences }: EventJson,
  { series, clock, readContent }: Sources,
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
    const id = exceptionId(exception, series.when, clock);
    const event = readContent(exception, series);
    const when = occurrenceWhenFromGraph(exception, clock);
    if (id === undefined || !event || !when) return undefined;
    overrides[id] = differenceOf(series, { id, event, when });
  }
  return overrides;
}

/** The occurrence of the rule that it is; undefined where it does not tell. */
export function exceptionId(
  { originalStart }: Pick<ContentJson, 'originalStart'>,
  series: When,
  clock: ZoneClock,
): RecurrenceId | undefined {
  const start = instantIn(originalStart ?? '');
  if (start === undefined) return undefined;
  // A midnight in UTC is a date already: no zone but UTC itself has its midnights there.
  if (series.showWithoutTime && start % DAY_MS === 0) return dateIn(originalStart ?? '');
  return recurrenceIdAt(start, series, clock);
}

const DAY_MS = 86_400_000;
