// The clock of a zone by rules of Windows: a rule a year, each with at most two changes.
import type { Instant } from '../event.ts';
import { windowsRules, type YearlyChange, type YearRule } from './windowsRules.ts';
import type { ZoneClock } from './zoneClock.ts';

const MINUTE_MS = 60_000;

const clocksById = new Map<string, ZoneClock>();

/**
 * The clock of a Windows id by the rules that this release brings with it; undefined for an id that it does not have.
 */
export function windowsClock(id: string): ZoneClock | undefined {
  const key = id.toLowerCase();
  const known = clocksById.get(key);
  if (known) return known;
  const rules = windowsRules(key);
  const clock = rules && clockOfRules(rules);
  if (clock) clocksById.set(key, clock);
  return clock;
}

/** From `at` on, the clock is so many milliseconds east of Greenwich. */
interface Step {
  readonly at: Instant;
  readonly offsetMs: number;
}

/** `rules`: in order of their years; the first one holds for all years before, too. */
export function clockOfRules(rules: readonly YearRule[]): ZoneClock {
  const years = new Map<number, readonly Step[]>();
  const stepsOf = (year: number): readonly Step[] => {
    const known = years.get(year);
    if (known) return known;
    const steps = stepsOfYear(rules, year);
    years.set(year, steps);
    return steps;
  };
  return {
    offsetAt(instant) {
      const year = new Date(instant).getUTCFullYear();
      // A year of the zone begins up to a day before or after that of UTC.
      for (const each of [year + 1, year, year - 1]) {
        const step = stepsOf(each).findLast(({ at }) => at <= instant);
        if (step) return step.offsetMs;
      }
      return endOfYear(rules, year - 1) * MINUTE_MS;
    },
    changes(from, until) {
      const found: Instant[] = [];
      const last = new Date(until).getUTCFullYear() + 1;
      for (let year = new Date(from).getUTCFullYear() - 1; year <= last; year += 1) {
        for (const { at, offsetMs } of stepsOf(year)) {
          if (from <= at && at < until && offsetMs !== this.offsetAt(at - 1)) found.push(at);
        }
      }
      return found;
    },
  };
}

/**
 * The offsets of a year in the zone's own time. It begins by the clock of the year before. A change at that very moment
 * means "from the beginning of the year on" (Windows writes a new base offset so).
 */
function stepsOfYear(rules: readonly YearRule[], year: number): readonly Step[] {
  const newYear = Date.UTC(year, 0, 1);
  const begins = newYear - endOfYear(rules, year - 1) * MINUTE_MS;
  const steps = changesOf(rules, year).map(({ wall, from, to }) => ({
    at: wall === newYear ? begins : wall - from * MINUTE_MS,
    offsetMs: to * MINUTE_MS,
  }));
  const already = steps.findLast(({ at }) => at <= begins);
  const first = already?.offsetMs ?? endOfYear(rules, year) * MINUTE_MS;
  return [{ at: begins, offsetMs: first }, ...steps.filter(({ at }) => at > begins)];
}

/** Minutes east of Greenwich at the end of the year: what its last change leaves. */
const endOfYear = (rules: readonly YearRule[], year: number): number =>
  changesOf(rules, year).at(-1)?.to ?? ruleOf(rules, year)?.standard ?? 0;

const ruleOf = (rules: readonly YearRule[], year: number): YearRule | undefined =>
  rules.findLast(({ from }) => from === undefined || from <= year) ?? rules[0];

interface Change {
  /** By the clock before it, as if that were UTC. */
  readonly wall: number;
  readonly from: number;
  readonly to: number;
}

function changesOf(rules: readonly YearRule[], year: number): readonly Change[] {
  const { standard = 0, daylight } = ruleOf(rules, year) ?? {};
  if (!daylight) return [];
  const start = { wall: wallOf(daylight.start, year), from: standard, to: daylight.offset };
  const end = { wall: wallOf(daylight.end, year), from: daylight.offset, to: standard };
  return start.wall <= end.wall ? [start, end] : [end, start];
}

function wallOf({ month, week, weekday, minute }: YearlyChange, year: number): number {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = 1 + ((weekday - first + 7) % 7) + 7 * (week - 1);
  const held = day - 7 * Math.max(Math.ceil((day - days) / 7), 0);
  return Date.UTC(year, month - 1, held) + minute * MINUTE_MS;
}
