// One zone may stand for another: only over the time in which an event takes place, and only where both clocks
// show the same then.
import { dateOf, timeIn } from '../days.ts';
import type { Duration, Instant, LocalDateTime, Recurrence, TimedWhen, TimeSpan, When } from '../event.ts';
import { lastEnd } from '../recurrence/occurrences.ts';
import { seriesDays } from '../recurrence/seriesDays.ts';
import { durationSeconds } from '../when.ts';
import { differences, instantAt, laterBy, localAt, type ZoneClock } from './zoneClock.ts';

/** Over which years a series is compared. */
export interface Compared {
  /** A series that goes on after it is compared from here on: what took place before keeps its wall time. */
  readonly since: Instant;
  /** No clock is known for all time: after it nothing is compared. */
  readonly until: Instant;
}

/**
 * Between one calendar and another: laws of before say nothing about what still takes place, and forecasts beyond it
 * have no meaning. Fixed years, so that an event that nobody changed reads the same tomorrow.
 */
export const SETTLED: Compared = { since: Date.UTC(2025, 0, 1), until: Date.UTC(2035, 0, 1) };

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const YEARS_AHEAD = 5;

/** For what is written now. */
export const comingYears = (now: Instant): Compared => ({
  since: Math.floor(now / DAY_MS) * DAY_MS,
  until: Math.floor(now / DAY_MS) * DAY_MS + YEARS_AHEAD * 366 * DAY_MS,
});

/**
 * True when every occurrence of a timed event is at the same instants by both clocks, as far as compared; of a single
 * event its start and end. All-day events have no clock and agree always.
 */
export function agree(when: When, clocks: Clocks, compared: Compared): boolean {
  const [a, b] = clocks;
  if (a === b || when.showWithoutTime) return true;
  if (!when.recurrence) {
    const start = instantAt(a, when.start);
    const end = start + durationSeconds(when.duration) * SECOND_MS;
    return a.offsetAt(start) === b.offsetAt(start) && a.offsetAt(end) === b.offsetAt(end);
  }
  const last = lastEnd(when, 'UTC');
  const first = instantAt(a, when.start);
  const from = last < compared.since ? first : Math.max(first, compared.since);
  const until = Math.max(from, Math.min(last, compared.until)) + DAY_MS;
  const isSame = (start: LocalDateTime, duration: Duration) =>
    latestEnd(start, duration, clocks) < from || isSameSpan(start, duration, clocks);
  return (
    differences(a, b, { from: from - DAY_MS, until }).every((span) =>
      startsNear(when, span).every((start) => isSame(start, when.duration)),
    ) && movedTo(when.recurrence.overrides).every(({ start, duration }) => isSame(start, duration))
  );
}

export type Clocks = readonly [ZoneClock, ZoneClock];

/** The starts of all occurrences that may start or end within the span. */
function startsNear(when: TimedWhen, { from, until }: TimeSpan): LocalDateTime[] {
  const reach = Math.ceil((durationSeconds(when.duration) * SECOND_MS) / DAY_MS) + 1;
  const days = seriesDays(when).between(Math.floor(from / DAY_MS) - reach, Math.floor(until / DAY_MS) + 1);
  return days.map((day) => dateOf(day) + timeIn(when.start));
}

const movedTo = (overrides: Recurrence['overrides']) =>
  Object.values(overrides).flatMap((override) =>
    'excluded' in override || !override.when || override.when.showWithoutTime ? [] : [override.when],
  );

/** The end of an occurrence by the clock by which it ends later. */
const latestEnd = (start: LocalDateTime, duration: Duration, [a, b]: Clocks): Instant =>
  Math.max(instantAt(a, start), instantAt(b, start)) + durationSeconds(duration) * SECOND_MS;

/** By the clock on the wall, as a series says when its occurrences end. */
function isSameSpan(start: LocalDateTime, duration: Duration, [a, b]: Clocks): boolean {
  const end = laterBy(start, durationSeconds(duration));
  return instantAt(a, start) === instantAt(b, start) && instantAt(a, end) === instantAt(b, end);
}

/** True when the clock has this wall time: not where it skips it. */
export const hasTime = (clock: ZoneClock, local: LocalDateTime): boolean =>
  localAt(clock, instantAt(clock, local)) === local;
