// Some elements of a batch are refused before they are sent. The others are sent, and every answer keeps its place.
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
