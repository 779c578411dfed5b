// The calls of applications that take one entry a request.
import type { Failure, Outcome } from '../../sync/ports/outcome.ts';

/** Failures that the next request would meet as well. */
const OF_COMPANY: ReadonlySet<Failure['kind']> = new Set(['throttled', 'denied', 'blocked']);

/**
 * Calls for one element after the other: the budget spreads the requests anyway. A failure of the whole company ends it,
 * and answers the rest. Returns an outcome for each element, in their order.
 */
export async function oneByOne<E, T>(
  elements: readonly E[],
  call: (element: E) => Promise<Outcome<T>>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const element of elements) {
    const last = outcomes.at(-1);
    const isOver = last?.ok === false && OF_COMPANY.has(last.failure.kind);
    outcomes.push(isOver ? last : await call(element));
  }
  return outcomes;
}
