// The errors of an entry, one sentence a field. It says what the field should be, and never repeats a value.
import { z } from 'zod';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The options of parsing an entry, by which `fieldErrors` tells a missing field from a wrong one. */
export const PARSING: z.core.ParseContext<z.core.$ZodIssue> = { reportInput: true };

/**
 * One sentence a field, the first that applies; a field is written as `recurrenceRule.byDay[0].day`. `under` is where
 * the parsed value stands in the entry.
 */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], under: readonly PropertyKey[] = []): FieldError[] {
  const messages = new Map<string, string>();
  for (const issue of issues) {
    for (const { field, message } of errorsOf(issue, under)) {
      if (!messages.has(field)) messages.set(field, message);
    }
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}

function errorsOf(issue: z.core.$ZodIssue, under: readonly PropertyKey[]): FieldError[] {
  const path = [...under, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldAt(...path, key), message: 'is not a field of an entry' }));
  }
  const missing = issue.path.length > 0 && 'input' in issue && issue.input === undefined;
  return [{ field: fieldAt(...path) || 'entry', message: missing ? 'is missing' : issue.message }];
}

/** The name of the field at this path: `recurrenceOverrides["2026-12-01"].end`. */
export const fieldAt = (...path: PropertyKey[]): string => z.core.toDotPath(path);
