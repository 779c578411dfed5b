// The occurrences of a master, each made of the master's current values and the values set on that occurrence. Wall
// time counts: an occurrence begins and ends at the master's local times (MS-OXOCAL, StartTimeOffset).

import { type Day, dateOf, dayOf, dayOfInstant } from '../recurrence/dates.ts';
import { daysOfSeries } from '../recurrence/recurrence.ts';
import { occurrenceId } from '../store/ids.ts';
import type { ExceptionPatch, Item, ItemContent } from '../store/item.ts';
import { instantOf, knownZone, UTC, type WindowsZone, zonedTime } from '../zones/zones.ts';

/** A master's local times. */
export interface Clock {
  readonly zone: WindowsZone;
  readonly day: Day;
  readonly start: string;
  /** The whole days from the day of the start to the day of the end. */
  readonly days: number;
  readonly end: string;
}

export interface Times {
  readonly start: number;
  readonly end: number;
}

/** The zone of a series is that of its start. */
export const zoneOf = ({ startZone }: Readonly<ItemContent>): WindowsZone => knownZone(startZone) ?? UTC;

export function clockOf(content: Readonly<ItemContent>): Clock {
  const zone = zoneOf(content);
  const [start, end] = [zonedTime(content.start, zone), zonedTime(content.end, zone)];
  const day = dayOf(start.toPlainDate().toString());
  return {
    zone,
    day,
    start: start.toPlainTime().toString(),
    days: dayOf(end.toPlainDate().toString()) - day,
    end: end.toPlainTime().toString(),
  };
}

/** The times of the occurrence of `day` by the pattern. */
export function timesOn({ zone, start, days, end }: Clock, day: Day): Times {
  const begins = instantOf(`${dateOf(day)}T${start}`, zone);
  return { start: begins, end: Math.max(begins, instantOf(`${dateOf(day + days)}T${end}`, zone)) };
}

/** The content of the occurrence on `day`, which must be a day of the series. `clock` is the master's. */
export function occurrenceContent(master: Readonly<ItemContent>, day: Day, clock = clockOf(master)): ItemContent {
  const patch = master.exceptions[dateOf(day)];
  const content: ItemContent = {
    ...master,
    ...timesOn(clock, day),
    itemClass: patch ? EXCEPTION_CLASS : OCCURRENCE_CLASS,
    recurrence: undefined,
    exceptions: {},
    deletions: [],
  };
  return patch ? withPatch(content, patch) : content;
}

const OCCURRENCE_CLASS = 'IPM.Appointment.Occurrence';
/** MS-OXOCAL section 2.2.10.2.1. */
const EXCEPTION_CLASS = 'IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}';

function withPatch(content: ItemContent, patch: ExceptionPatch): ItemContent {
  const set = Object.entries(patch).map(([key, value]) => [key, value ?? undefined]);
  // The entries come from a patch, whose keys are an item's, each with a value of its type.
  const changes = Object.fromEntries(set) as Partial<ItemContent>;
  return { ...content, ...changes, extended: { ...content.extended, ...patch.extended } };
}

/** The patch that turns the occurrence `before` into `after`, added to the patch `set` earlier. */
export function patchOf(
  before: Readonly<ItemContent>,
  after: Readonly<ItemContent>,
  set: ExceptionPatch,
): ExceptionPatch {
  const { uid, recurrence, exceptions, deletions, extended, itemClass, ...own } = after;
  const was: Readonly<Record<string, unknown>> = { ...before };
  const changed = Object.entries(own)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key]))
    .map(([key, value]) => [key, value ?? null]);
  const ownExtended = Object.entries(extended).filter(
    ([key, value]) => value !== before.extended[key] || set.extended?.[key],
  );
  return {
    ...set,
    ...Object.fromEntries(changed),
    ...(ownExtended.length > 0 && { extended: Object.fromEntries(ownExtended) }),
  };
}

/** The occurrence of `day` as an item, under its own id and with the change key of its master. */
export function occurrenceOn(master: Item, day: Day, clock = clockOf(master)): Item {
  const originalDate = dateOf(day);
  const isException = master.exceptions[originalDate] !== undefined;
  return {
    ...master,
    ...occurrenceContent(master, day, clock),
    id: occurrenceId(master.id, day),
    occurrence: { masterId: master.id, originalDate, originalStart: timesOn(clock, day).start, isException },
  };
}

/** The day of the first occurrence that is not deleted. */
export function firstKept({ recurrence, deletions }: Readonly<ItemContent>): Day | undefined {
  if (!recurrence) return undefined;
  const gone = new Set(deletions.map(dayOf));
  for (const day of daysOfSeries(recurrence)) if (!gone.has(day)) return day;
  return undefined;
}

/** The day of the last occurrence that is not deleted; undefined for a series without end. */
export function lastKept({ recurrence, deletions }: Readonly<ItemContent>): Day | undefined {
  if (!recurrence || recurrence.end.kind === 'NoEnd') return undefined;
  const gone = new Set(deletions.map(dayOf));
  let last: Day | undefined;
  for (const day of daysOfSeries(recurrence)) if (!gone.has(day)) last = day;
  return last;
}

/** The occurrences of `master` that touch the time from `from` to `until`, in no particular order. */
export function occurrencesBetween(master: Item, from: number, until: number): Item[] {
  if (!master.recurrence) return [];
  const clock = clockOf(master);
  const touches = ({ start, end }: Times) => start < until && end > from;
  // One extra day on either side covers every zone.
  const [first, last] = [dayOfInstant(from) - clock.days - 2, dayOfInstant(until) + 2];
  const notByThePattern = new Set([...master.deletions, ...Object.keys(master.exceptions)].map(dayOf));
  const found: Item[] = [];
  for (const day of daysOfSeries(master.recurrence)) {
    if (day > last) break;
    if (day < first || notByThePattern.has(day)) continue;
    const occurrence = occurrenceOn(master, day, clock);
    if (touches(occurrence)) found.push(occurrence);
  }
  const moved = Object.keys(master.exceptions).map((date) => occurrenceOn(master, dayOf(date), clock));
  return [...found, ...moved.filter(touches)];
}
