// One request says for all its elements who is mailed about them. Elements that differ in this go in separate requests.
import type { Outcome } from '../sync/ports/outcome.ts';

/** One request for each kind. One outcome per element, in order; `request` answers in the order that it is given. */
export async function requestPerKind<E, K, T>(
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
