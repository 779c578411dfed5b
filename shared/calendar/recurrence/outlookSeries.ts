// Decides which series Outlook and Exchange can hold. Any other series is left out with a reason; it is never shortened.
import { dateIn, dayOf, timeIn } from '../days.ts';
import type { OccurrenceOverride, OccurrenceWhen, RecurrenceEnd, RecurrenceId, When } from '../event.ts';
import { durationDays, durationSeconds } from '../when.ts';
import { occurrenceIndex } from './occurrences.ts';
import type { RecurrencePattern } from './pattern.ts';
import { patternOf } from './recurrencePattern.ts';
import { type SeriesDays, seriesDays } from './seriesDays.ts';
import { WEEKS_MAX } from './weeklyPattern.ts';

const DAYS_MAX = 999;
const MONTHS_MAX = 99;
const COUNT_MAX = 999;
const DAY_SECONDS = 86_400;
/** The number of occurrences that are compared to see whether one overlaps the next. Every pattern repeats within so many. */
const COMPARED = 100;

/**
 * True where Outlook can hold this time, in whatever zone. It can always hold a single event. For a series all of this must be true: the
 * series has a pattern within Exchange's limits. No occurrence overlaps the next one (else
 * Exchange answers ErrorOccurrenceTimeSpanTooBig). The overrides change only occurrences of the rule and keep them in
 * order, one a day and without overlap (ErrorOccurrenceCrossingBoundary). At least one occurrence is left.
 */
export function isHeldByOutlook(when: When): boolean {
  if (when.recurrence === undefined) return true;
  const pattern = patternOf(when);
  if (pattern === undefined || !isWithinLimits(pattern) || !isEndHeld(when.recurrence.rule.end, when)) return false;
  const days = seriesDays(when);
  return hasNoOverlap(when, days) && areOverridesHeld(when, when.recurrence.overrides, days);
}

function hasNoOverlap(when: When, days: SeriesDays): boolean {
  const length = secondsOf(when);
  for (let n = 2; n <= COMPARED; n += 1) {
    const [before, day] = [days.nth(n - 1), days.nth(n)];
    if (before === undefined || day === undefined) return true;
    if (length > (day - before) * DAY_SECONDS) return false;
  }
  return true;
}

function isWithinLimits(pattern: RecurrencePattern): boolean {
  const max = { daily: DAYS_MAX, weekly: WEEKS_MAX, absoluteMonthly: MONTHS_MAX, relativeMonthly: MONTHS_MAX };
  return pattern.interval >= 1 && pattern.interval <= max[pattern.kind];
}

function isEndHeld(end: RecurrenceEnd, when: When): boolean {
  if (end.kind === 'count') return end.count >= 1 && end.count <= COUNT_MAX;
  return end.kind === 'never' || end.until >= dateIn(when.start);
}

type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

/** The wall-clock time of an occurrence. */
interface Span {
  readonly day: number;
  /** Seconds since the midnight that begins day 0. */
  readonly start: number;
  readonly end: number;
}

function areOverridesHeld(when: When, overrides: Overrides, days: SeriesDays): boolean {
  const byNumber = new Map<number, OccurrenceOverride>();
  for (const [id, override] of Object.entries(overrides)) {
    const n = occurrenceIndex(when, id);
    if (n !== undefined) byNumber.set(n, override);
    else if (!isExcluded(override)) return false;
  }
  const excluded = [...byNumber.values()].filter(isExcluded).length;
  if (days.last !== undefined && excluded >= days.countBy(days.last)) return false;
  const spanAt = (n: number): Span | undefined => {
    const moved = movedTo(byNumber.get(n));
    if (moved) return spanOf(dayOf(dateIn(moved.start)), moved);
    const day = days.nth(n);
    return day === undefined ? undefined : spanOf(day, when);
  };
  /** The nearest occurrence in the direction `step` that is not excluded. */
  const neighbour = (n: number, step: 1 | -1): Span | undefined => {
    let at = n + step;
    while (isExcluded(byNumber.get(at))) at += step;
    return at < 1 ? undefined : spanAt(at);
  };
  return [...byNumber].every(([n, override]) => {
    const span = movedTo(override) && spanAt(n);
    return !span || (isInOrder(neighbour(n, -1), span) && isInOrder(span, neighbour(n, 1)));
  });
}

const isInOrder = (earlier: Span | undefined, later: Span | undefined): boolean =>
  !earlier || !later || (earlier.day < later.day && earlier.end <= later.start);

function spanOf(day: number, when: When | OccurrenceWhen): Span {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^T(\d\d):(\d\d):(\d\d)$/.exec(timeIn(when.start)) ?? [];
  const start = day * DAY_SECONDS + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { day, start, end: start + secondsOf(when) };
}

const secondsOf = (when: When | OccurrenceWhen): number =>
  when.showWithoutTime ? durationDays(when.duration) * DAY_SECONDS : durationSeconds(when.duration);

const isExcluded = (override: OccurrenceOverride | undefined) => override !== undefined && 'excluded' in override;

function movedTo(override: OccurrenceOverride | undefined): OccurrenceWhen | undefined {
  return override === undefined || 'excluded' in override ? undefined : override.when;
}
