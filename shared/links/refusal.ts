// The refusal of a use case: a problem of the catalogue, with the fields that it needs.
import type { ProblemCode } from '../problems.ts';
import type { Failure } from '../sync/ports/outcome.ts';

/** One field of a request, and a sentence that says what it should be. The sentence never repeats the value. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface Refusal {
  readonly problem: ProblemCode;
  readonly errors?: readonly FieldError[];
  readonly detail?: string;
  /** The address at which a person can go on. */
  readonly url?: string;
}

/** The refusal of a call to a side that failed. */
export function refusalOf(failure: Failure): Refusal {
  // No answer to a question that is about no item: the side did not keep to its port.
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { problem: 'source-answer-broken' };
  const detail = 'detail' in failure ? failure.detail : undefined;
  return { problem: failure.code, ...(detail === undefined ? {} : { detail }) };
}

export const refused = (problem: ProblemCode): Refusal => ({ problem });

/** Of an answer. A client that has put these right is told the others. */
const ERRORS_MAX = 100;
/** The names of fields may come from the request. */
const FIELD_LENGTH_MAX = 500;

/** The refusal of a request with wrong fields. It names the first of them. */
export const invalid = (errors: readonly FieldError[]): Refusal => ({
  problem: 'request-invalid',
  errors: errors
    .slice(0, ERRORS_MAX)
    .map(({ field, message }) => ({ field: field.slice(0, FIELD_LENGTH_MAX), message })),
});
