// One sentence for each field of a request that is wrong. It says what the field should be, and never repeats the value.
import { z } from 'zod';
import type { FieldError } from './answer.ts';

const KINDS: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

/**
 * The options with which a request is parsed. Without them, zod's own sentences speak of "input" and "received undefined".
 * `fieldErrors` needs the input to tell a missing field from a wrong one.
 */
export const PARSING: z.core.ParseContext<z.core.$ZodIssue> = {
  reportInput: true,
  error: (issue) => {
    if (issue.code === 'invalid_type') return KINDS[issue.expected];
    return issue.code === 'invalid_value' ? `must be ${alternatives(issue.values.map(String))}` : undefined;
  },
};

/** For each field, such as `entryTypes[0].id`, the first sentence that applies. `body` is the request as a whole. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const messages = new Map<string, string>();
  for (const { field, message } of error.issues.flatMap(errorsOf)) {
    if (!messages.has(field)) messages.set(field, message);
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: z.core.toDotPath([...issue.path, key]),
      message: 'is not a field of this request',
    }));
  }
  const missing = issue.path.length > 0 && 'input' in issue && issue.input === undefined;
  return [{ field: z.core.toDotPath(issue.path) || 'body', message: missing ? 'is missing' : issue.message }];
}

/** `a`, `a or b`, `a, b or c`. */
const alternatives = (values: readonly string[]): string =>
  values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
