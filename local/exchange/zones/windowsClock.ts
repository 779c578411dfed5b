// The clock of a Windows zone: its rules by year, made into the moments at which its offset changes.
import type { YearlyChange, YearRule } from '../../../shared/calendar/zones/windowsRules.ts';

/** The offset that holds from `at` on, in milliseconds east of Greenwich. */
export interface OffsetSpan {
  readonly at: number;
  readonly offset: number;
}

const FIRST_YEAR = 1800;
const LAST_YEAR = 2400;
const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The first span holds for all time before the second. Outside of 1800 to 2400, clocks do not change here.
 * A year's rule begins on 1 January by the clock of the year before. A change that a rule has at that moment means
 * "from the beginning of the year on".
 */
export function offsetSpans(rules: readonly YearRule[]): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  const add = (at: number, minutes: number): void => {
    const offset = minutes * MINUTE;
    if (spans.at(-1)?.offset !== offset) spans.push({ at, offset });
  };
  let before: number | undefined;
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    const rule = ruleOfYear(rules, year);
    const changes = changesIn(rule, year);
    const newYear = Date.UTC(year, 0, 1);
    // Before its first change of the year, the clock shows what its last change leaves.
    let current = changes.at(-1)?.to ?? rule.standard;
    const yearBegins = newYear - (before ?? current) * MINUTE;
    const later = changes.filter(({ wall, from, to }) => {
      if (wall !== newYear && wall - from * MINUTE > yearBegins) return true;
      current = to;
      return false;
    });
    add(yearBegins, current);
    for (const { wall, from, to } of later) add(wall - from * MINUTE, to);
    before = later.at(-1)?.to ?? current;
  }
  return spans;
}

export function ruleOfYear(rules: readonly YearRule[], year: number): YearRule {
  const rule = rules.findLast(({ from }) => from === undefined || from <= year);
  if (!rule) throw new Error('A zone without a rule for all years.');
  return rule;
}

/** In order; `wall` as if it were UTC, `from` and `to` in minutes. */
function changesIn({ standard, daylight }: YearRule, year: number) {
  if (!daylight) return [];
  const start = { wall: wallOf(daylight.start, year), from: standard, to: daylight.offset };
  const end = { wall: wallOf(daylight.end, year), from: daylight.offset, to: standard };
  return start.wall <= end.wall ? [start, end] : [end, start];
}

function wallOf({ month, week, weekday, minute }: YearlyChange, year: number): number {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let day = 1 + ((weekday - first.getUTCDay() + 7) % 7) + 7 * (week - 1);
  while (day > days) day -= 7;
  return first.getTime() + (day - 1) * DAY + minute * MINUTE;
}

export function offsetAt(spans: readonly OffsetSpan[], instant: number): number {
  let [low, high] = [0, spans.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.at ?? 0) <= instant) low = middle;
    else high = middle;
  }
  return spans[low]?.offset ?? 0;
}
