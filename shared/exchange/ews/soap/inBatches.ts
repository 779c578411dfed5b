// Splits elements over several requests, which are sent one after the other.
import type { Outcome } from '../../../sync/ports/outcome.ts';
import type { EwsMailbox } from './call.ts';

/** One outcome per element, in order; no elements are no request. */
export async function inBatches<E, T>(
  { connection, address = '' }: EwsMailbox,
  elements: readonly E[],
  request: (batch: readonly E[]) => Promise<Outcome<T>[]>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  while (outcomes.length < elements.length) {
    const size = connection.batchSizes.of(address);
    outcomes.push(...(await request(elements.slice(outcomes.length, outcomes.length + size))));
  }
  return outcomes;
}
