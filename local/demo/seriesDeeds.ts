// Deeds on series: on single occurrences, on all that follow, on the whole series. Pure.
import type {
  CalendarEvent,
  LocalDate,
  LocalDateTime,
  Recurrence,
  RecurrenceEnd,
  RecurrenceId,
  When,
} from '../../shared/calendar/event.ts';
import { occurrenceIndex, recurrenceIds } from '../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../shared/calendar/recurrence/outlookSeries.ts';
import { toInstant, toLocal } from '../../shared/calendar/timeZone.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { type Deed, edit } from './deed.ts';

/** A series, with its first occurrences that follow the rule. */
export interface LongSeries {
  readonly thing: CalendarEvent;
  readonly recurrence: Recurrence;
  readonly plain: readonly [RecurrenceId, RecurrenceId, RecurrenceId];
}

/** The series that `thing` is, where it has enough occurrences for every deed; otherwise undefined. */
export function longSeriesOf(thing: CalendarEvent): LongSeries | undefined {
  const { recurrence } = thing.when;
  if (!recurrence) return undefined;
  const ids = recurrenceIds(thing.when).take(LOOK).toArray();
  const [a, b, c] = ids.filter((id) => !(id in recurrence.overrides));
  return a !== undefined && b !== undefined && c !== undefined ? { thing, recurrence, plain: [a, b, c] } : undefined;
}

/** The number of occurrences that are looked at. */
const LOOK = 12;

/** In the order of importance. */
export const SERIES_CHANGES: readonly ((series: LongSeries) => Deed[])[] = [
  (series) => [edit(series.thing, { mailbox: { when: moved(series) } })],
  (series) => [edit(series.thing, { source: { when: cancelled(series, series.plain.slice(0, 1)) } })],
  // The whole series on one side, an occurrence on the other: both edits survive.
  (series) => {
    const when = changed(series, { [series.plain[1]]: { title: 'One occurrence of it', location: 'R&D <lab>' } });
    return [edit(series.thing, { mailbox: { title: 'Series renamed in the mailbox' }, source: { when } })];
  },
  (series) => {
    const when = cancelled(series, series.plain.slice(0, 2));
    return [edit(series.thing, { mailbox: { when }, source: { description: 'Series described in the source' } })];
  },
  (series) => split(series, 'mailbox'),
  (series) => split(series, 'source'),
  (series) => [edit(series.thing, { source: { when: moved(series) } })],
  (series) => [edit(series.thing, { mailbox: { when: endedBefore(series, series.plain[2]) } })],
  ({ thing }) => [{ do: 'delete', side: 'mailbox', thing }],
  ({ thing }) => [{ do: 'delete', side: 'source', thing }],
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function changed({ thing, recurrence }: LongSeries, overrides: Recurrence['overrides']): When {
  return { ...thing.when, recurrence: { ...recurrence, overrides: { ...recurrence.overrides, ...overrides } } };
}

const cancelled = (series: LongSeries, ids: readonly RecurrenceId[]): When =>
  changed(series, Object.fromEntries(ids.map((id) => [id, { excluded: true }])));

/**
 * Moves an occurrence by an hour, or by a day in an all-day series. Where it would meet its neighbour, it is renamed.
 */
function moved(series: LongSeries): When {
  const { when } = series.thing;
  const [, id] = series.plain;
  const times = when.showWithoutTime
    ? ({ showWithoutTime: true, start: shifted(id, DAY_MS), duration: when.duration } as const)
    : ({ showWithoutTime: false, start: shifted(id, HOUR_MS), duration: when.duration } as const);
  const later = changed(series, { [id]: { when: times } });
  return isHeldByOutlook(later) ? later : changed(series, { [id]: { title: 'Renamed, since it cannot be moved' } });
}

/** "This and following": the series ends, and a new one starts at its third regular occurrence. */
function split(series: LongSeries, side: Side): Deed[] {
  const { thing, recurrence } = series;
  const [, , id] = series.plain;
  const rest = Object.entries(recurrence.overrides).filter(([each]) => each >= id);
  const rule = { ...recurrence.rule, end: endFrom(thing.when, recurrence, id) };
  const when = { ...thing.when, start: id, recurrence: { rule, overrides: Object.fromEntries(rest) } };
  return [
    edit(thing, { [side]: { when: endedBefore(series, id) } }),
    { do: 'create', side, event: { ...thing, title: 'Series from here on', when } },
  ];
}

function endFrom(when: When, { rule }: Recurrence, id: RecurrenceId): RecurrenceEnd {
  if (rule.end.kind !== 'count') return rule.end;
  return { kind: 'count', count: rule.end.count - (occurrenceIndex(when, id) ?? 1) + 1 };
}

function endedBefore({ thing, recurrence }: LongSeries, id: RecurrenceId): When {
  const until = shifted(id.slice(0, '2026-11-20'.length), -DAY_MS);
  const before = Object.entries(recurrence.overrides).filter(([each]) => each < id);
  const rule = { ...recurrence.rule, end: { kind: 'until', until } } as const;
  return { ...thing.when, recurrence: { rule, overrides: Object.fromEntries(before) } };
}

/** A date or a wall-clock time that is `ms` later on the clock. */
const shifted = (local: LocalDate | LocalDateTime, ms: number): string =>
  toLocal(toInstant(local, 'UTC') + ms, 'UTC').slice(0, local.length);
