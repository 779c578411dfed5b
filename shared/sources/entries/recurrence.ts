// A series as the API takes it: rule and overrides checked against each other, so that what is stored is a series that
// takes place. The source holds every rule, whether or not Outlook has a pattern for it.

import { LAST_DAY } from '../../calendar/days.ts';
import type { OccurrenceOverride, Recurrence, RecurrenceId, RecurrenceRule, When } from '../../calendar/event.ts';
import { isOccurrence, lastEnd, recurrenceIds } from '../../calendar/recurrence/occurrences.ts';
import { QUIET_VISITS, RULE_VISITS } from '../../calendar/recurrence/ruleDays.ts';
import { seriesDays } from '../../calendar/recurrence/seriesDays.ts';
import { toLocal } from '../../calendar/timeZone.ts';
import { type FieldError, fieldAt } from './fieldErrors.ts';
import { OVERRIDES } from './fieldLimits.ts';
import { dateOrDateTime, isHeld, YEARS } from './fields.ts';
import { type First, overrideJson, parseOverride } from './recurrenceOverrides.ts';
import { type RuleInput, ruleFrom, ruleJson } from './recurrenceRule.ts';

export type ParsedRecurrence =
  | { readonly ok: true; readonly recurrence: Recurrence }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The series that begins with `first`. `overrides` are not parsed yet. Every error names its field. */
export function parseRecurrence(
  ruleInput: RuleInput,
  overrides: Readonly<Record<string, unknown>>,
  first: First,
): ParsedRecurrence {
  const rule = ruleFrom(ruleInput, first.start);
  const series = seriesOf(first, rule);
  const wrongRule = ruleError(rule, series);
  if (wrongRule) return { ok: false, errors: [wrongRule] };
  const entries = Object.entries(overrides);
  if (entries.length > OVERRIDES) return wrong('recurrenceOverrides', `must be at most ${OVERRIDES}`);
  const errors: FieldError[] = [];
  const parsed: Record<RecurrenceId, OccurrenceOverride> = {};
  for (const [id, value] of entries) {
    if (!isGiven(id, series)) {
      errors.push({
        field: fieldAt('recurrenceOverrides', id),
        message: `must be a start that the rule gives, written like ${first.start}`,
      });
      continue;
    }
    const override = parseOverride(id, value, first);
    if (override.ok) parsed[id] = override.override;
    else errors.push(...override.errors);
  }
  if (errors.length > 0) return { ok: false, errors };
  const takesPlace = recurrenceIds(series).some((id) => !isExcluded(parsed[id]));
  if (!takesPlace) return wrong('recurrenceOverrides', 'must leave an occurrence');
  return { ok: true, recurrence: { rule, overrides: parsed } };
}

/** Rule and overrides as the API gives them. */
export function recurrenceJson({ rule, overrides }: Recurrence, first: First): object {
  const entries = Object.entries(overrides).map(([id, override]) => [id, overrideJson(override, first)] as const);
  return {
    recurrenceRule: ruleJson(rule),
    ...(entries.length > 0 ? { recurrenceOverrides: Object.fromEntries(entries) } : {}),
  };
}

function ruleError(rule: RecurrenceRule, series: When): FieldError | undefined {
  const { end } = rule;
  if (end.kind === 'until' && end.until < series.start.slice(0, end.until.length))
    return { field: 'recurrenceRule.until', message: 'must not be before start' };
  const endless = seriesOf(series, { ...rule, end: { kind: 'never' } });
  if (recurrenceIds(endless).take(2).toArray().length < 2) {
    const message = `gives no occurrence after the first within ${QUIET_VISITS} of its weeks, months or years`;
    return { field: 'recurrenceRule', message };
  }
  return end.kind === 'count' ? countError(series, end.count) : undefined;
}

function countError(series: When, count: number): FieldError | undefined {
  const field = 'recurrenceRule.count';
  if (!isHeld(toLocal(lastEnd(series, 'UTC'), 'UTC'))) return { field, message: `leads to occurrences that ${YEARS}` };
  const given = seriesDays(series).countBy(LAST_DAY);
  if (given >= count) return undefined;
  const message = `is more than the ${given} occurrences that the rule gives within ${RULE_VISITS} weeks or months`;
  return { field, message };
}

const isGiven = (id: string, series: When): boolean => dateOrDateTime.safeParse(id).success && isOccurrence(series, id);

const seriesOf = (first: First, rule: RecurrenceRule): When => ({ ...first, recurrence: { rule, overrides: {} } });

const isExcluded = (override: OccurrenceOverride | undefined): boolean =>
  override !== undefined && 'excluded' in override;

const wrong = (field: string, message: string): ParsedRecurrence => ({ ok: false, errors: [{ field, message }] });
