// Reads any number of items, in as few calls as the remote's batch size allows.
import { isLost } from '../pair/row/lostId.ts';
import { failed, type Outcome } from '../ports/outcome.ts';
import type { Item, Remote } from '../ports/remote.ts';

/**
 * One outcome per id, in order. An event that a cut-over did not find counts as gone, unless its UID says otherwise:
 * pair/facts/movedEvent.ts.
 */
export async function readAll<I extends Item>(remote: Remote<I>, ids: readonly string[]): Promise<Outcome<I>[]> {
  const standing = ids.filter((id) => !isLost(id));
  const outcomes: Outcome<I>[] = [];
  for (let from = 0; from < standing.length; from += remote.batchSize) {
    outcomes.push(...(await remote.read(standing.slice(from, from + remote.batchSize))));
  }
  const read = outcomes.values();
  return ids.map((id) => (isLost(id) ? GONE : (read.next().value ?? MISSING)));
}

const GONE = failed({ kind: 'gone' });
const MISSING = failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'answers are missing' });
