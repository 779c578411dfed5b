// Reads any number of items, as few calls as the remote's batch size allows.
import type { Outcome } from './outcome.ts';
import type { Item, Remote } from './remote.ts';

/** One outcome per id, in order. */
export async function readAll<I extends Item>(remote: Remote<I>, ids: readonly string[]): Promise<Outcome<I>[]> {
  const outcomes: Outcome<I>[] = [];
  for (let from = 0; from < ids.length; from += remote.batchSize) {
    outcomes.push(...(await remote.read(ids.slice(from, from + remote.batchSize))));
  }
  return outcomes;
}
