// A request says of all its elements at once who is mailed about them: elements that differ in that go in requests of
// their own.
import type { Outcome } from '../sync/ports/outcome.ts';

/** One outcome per element, in order. `request` answers one per element that it is given, in order. */
export async function apart<E, K, T>(
  elements: readonly E[],
  kindOf: (element: E) => K,
  request: (elements: readonly E[], kind: K) => Promise<Outcome<T>[]>,
): Promise<Outcome<T>[]> {
  const groups = Map.groupBy(elements, kindOf);
  const answers = new Map<K, Iterator<Outcome<T>>>();
  for (const [kind, group] of groups) answers.set(kind, (await request(group, kind)).values());
  return elements.map((element) => {
    const next = answers.get(kindOf(element))?.next();
    if (!next || next.done) throw new Error('an element has no outcome');
    return next.value;
  });
}
