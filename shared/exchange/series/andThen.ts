// A write in several steps, each of which is one request for all that came so far.
import type { Outcome } from '../../sync/ports/outcome.ts';
import { writeAccepted } from '../writeAccepted.ts';

/** One outcome each, in order: of the next step, or the failure that it had before. */
export const andThen = <T, U>(
  outcomes: readonly Outcome<T>[],
  step: (values: readonly T[]) => Promise<Outcome<U>[]>,
): Promise<Outcome<U>[]> =>
  writeAccepted(
    outcomes,
    (outcome) => (outcome.ok ? undefined : outcome.failure),
    (accepted) => step(accepted.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))),
  );
