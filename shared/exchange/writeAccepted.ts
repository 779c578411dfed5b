// A batch in which some elements are refused before they are sent: the others go, and the answers keep their places.
import { type Failure, failed, type Outcome } from '../sync/ports/outcome.ts';

/** One outcome per element, in order. `write` answers one per accepted element, in order. */
export async function writeAccepted<I, T>(
  elements: readonly I[],
  refusal: (element: I) => Failure | undefined,
  write: (accepted: readonly I[]) => Promise<Outcome<T>[]>,
): Promise<Outcome<T>[]> {
  const refusals = elements.map(refusal);
  const outcomes = await write(elements.filter((_, index) => refusals[index] === undefined));
  const written = outcomes.values();
  return refusals.map((failure) => {
    const next = failure ? failed(failure) : written.next().value;
    if (!next) throw new Error('an accepted element has no outcome');
    return next;
  });
}
