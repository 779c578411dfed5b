// Counts what a port has written.
import type { Outcome } from '../../shared/sync/ports/outcome.ts';

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'restore']);

/** The same port; `add` is told after each call how many of its writes succeeded. */
export function countWrites<T extends object>(port: T, add: (count: number) => void): T {
  return new Proxy(port, {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target);
      if (typeof own !== 'function' || !WRITES.has(String(name))) return own;
      return async (...args: unknown[]) => {
        // Every write of the ports answers one outcome or a list of them.
        const answer = (await own.apply(target, args)) as Outcome<unknown> | Outcome<unknown>[];
        add([answer].flat().filter((outcome) => outcome.ok).length);
        return answer;
      };
    },
  });
}
