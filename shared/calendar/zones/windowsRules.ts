// The rules of Windows' time zones as data, by year. Exchange computes by them, and not by the IANA rules of the zone that
// CLDR maps to the same id.
import { WINDOWS_RULES } from './windowsRules.data.ts';

/** A change of the clocks that a rule repeats every year. */
export interface YearlyChange {
  /** 1 for January. */
  readonly month: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  /** 1 to 4: the first to the fourth such weekday of the month; 5: the last. */
  readonly week: number;
  /** By the clock before the change. 1440 is the end of that day. */
  readonly minute: number;
}

/** The rule of a zone from a year on, in the zone's own time, until the next rule. Offsets are minutes east of Greenwich. */
export interface YearRule {
  /** Undefined in the first rule, which holds for all years before, too. */
  readonly from?: number;
  readonly standard: number;
  /** Absent where the clocks do not change. The other offset may be the smaller one. */
  readonly daylight?: { readonly offset: number; readonly start: YearlyChange; readonly end: YearlyChange };
}

const rowsById = new Map(WINDOWS_RULES.map(([id, rows]) => [id.toLowerCase(), rows]));
const read = new Map<string, readonly YearRule[]>();

/** Windows' rules for an id, whatever the case of its letters; undefined for an id that the table does not have. */
export function windowsRules(id: string): readonly YearRule[] | undefined {
  const key = id.toLowerCase();
  const known = read.get(key);
  if (known) return known;
  const rules = rowsById.get(key)?.split('; ').map(readRule);
  if (rules) read.set(key, rules);
  return rules;
}

/** The ids that the table has. */
export const windowsIds: readonly string[] = WINDOWS_RULES.map(([id]) => id);

function readRule(row: string): YearRule {
  const [from, standard, daylight, start, end] = row.split(' ');
  return {
    ...(from === '*' ? {} : { from: Number(from) }),
    standard: Number(standard),
    ...(daylight === undefined
      ? {}
      : { daylight: { offset: Number(daylight), start: readChange(start), end: readChange(end) } }),
  };
}

function readChange(text = ''): YearlyChange {
  const [month = 1, week = 1, weekday = 0, minute = 0] = text.split(/[.@]/).map(Number);
  return { month, week, weekday, minute };
}
