// A write in several steps. Each step is one request, for all elements that have not failed so far.
import type { Outcome } from '../../sync/ports/outcome.ts';
import { writeAccepted } from '../writeAccepted.ts';

/** One outcome per element, in order: that of the next step, or the earlier failure. */
export const andThen = <T, U>(
  outcomes: readonly Outcome<T>[],
  step: (values: readonly T[]) => Promise<Outcome<U>[]>,
): Promise<Outcome<U>[]> =>
  writeAccepted(
    outcomes,
    (outcome) => (outcome.ok ? undefined : outcome.failure),
    (accepted) => step(accepted.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))),
  );
