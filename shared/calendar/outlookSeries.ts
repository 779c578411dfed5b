// What Outlook and Exchange can hold of a series. What they cannot is left out with a reason and never shortened.
import { dateIn, dayOf } from './days.ts';
import type { OccurrenceOverride, RecurrenceEnd, RecurrenceId, When } from './event.ts';
import { occurrenceIndex } from './occurrences.ts';
import type { RecurrencePattern } from './pattern.ts';
import { patternOf } from './recurrencePattern.ts';
import { seriesDays } from './seriesDays.ts';
import { WEEKS_MAX } from './weeklyPattern.ts';
import { windowsFromIana } from './windowsZones.ts';

const DAYS_MAX = 999;
const MONTHS_MAX = 99;
const COUNT_MAX = 999;

/**
 * Whether Outlook can hold this: a single event always, a series when it has a pattern within Exchange's limits and a
 * zone that Windows knows, changes only occurrences of its rule and keeps them in their order, one a day (else Exchange
 * answers ErrorOccurrenceCrossingBoundary), and leaves at least one of them.
 */
export function isHeldByOutlook(when: When): boolean {
  if (when.recurrence === undefined) return true;
  const pattern = patternOf(when);
  if (pattern === undefined || !isWithinLimits(pattern) || !isEndHeld(when.recurrence.rule.end, when)) return false;
  if (!when.showWithoutTime && windowsFromIana(when.timeZone) === undefined) return false;
  return areOverridesHeld(when, when.recurrence.overrides);
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

function areOverridesHeld(when: When, overrides: Overrides): boolean {
  const days = seriesDays(when);
  const byNumber = new Map<number, OccurrenceOverride>();
  for (const [id, override] of Object.entries(overrides)) {
    const n = occurrenceIndex(when, id);
    if (n !== undefined) byNumber.set(n, override);
    else if (!isExcluded(override)) return false;
  }
  const excluded = [...byNumber.values()].filter(isExcluded).length;
  if (days.last !== undefined && excluded >= days.countBy(days.last)) return false;
  /** The day of the next occurrence that is left, counted on by `step`. */
  const neighbour = (n: number, step: 1 | -1): number | undefined => {
    let at = n + step;
    while (isExcluded(byNumber.get(at))) at += step;
    return at < 1 ? undefined : (movedTo(byNumber.get(at)) ?? days.nth(at));
  };
  return [...byNumber].every(([n, override]) => {
    const day = movedTo(override);
    if (day === undefined) return true;
    return (neighbour(n, -1) ?? -Infinity) < day && day < (neighbour(n, 1) ?? Infinity);
  });
}

const isExcluded = (override: OccurrenceOverride | undefined) => override !== undefined && 'excluded' in override;

function movedTo(override: OccurrenceOverride | undefined): number | undefined {
  if (override === undefined || 'excluded' in override || override.when === undefined) return undefined;
  return dayOf(dateIn(override.when.start));
}
