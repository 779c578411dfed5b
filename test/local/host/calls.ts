// The calls that the fixture app reports, as a test sees them.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Call } from './fixtureApp.ts';

export interface Calls {
  readonly seen: readonly Call[];
  /** Resolves with the first `count` calls of this function, as soon as there are that many. */
  of(name: string, count?: number): Promise<readonly Call[]>;
  /** Called with each call before the function goes on. It may set `until`. */
  each: (call: Call) => void;
  close(): void;
}

export function listenToCalls(): Calls {
  const seen: Call[] = [];
  let changed = (): void => undefined;
  const listen = (message: unknown): void => {
    // The fixture alone publishes here, and only calls.
    const call = message as Call;
    calls.each(call);
    seen.push(call);
    changed();
  };
  const calls: Calls = {
    seen,
    each: () => undefined,
    async of(name, count = 1) {
      for (;;) {
        const found = seen.filter((call) => call.name === name);
        if (found.length >= count) return found.slice(0, count);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    close: () => unsubscribe('host-fixture', listen),
  };
  subscribe('host-fixture', listen);
  return calls;
}
