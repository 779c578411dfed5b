// A link whose two calendars people work in. It is brought up to date as the timer and the queues do it, with a note of
// everything that the engine writes.

import { pollSource } from '../../shared/sync/poll/poll.ts';
import type { LinkContext, RunOutcome } from '../../shared/sync/ports/link.ts';
import type { Failure, Outcome } from '../../shared/sync/ports/outcome.ts';
import { runLink } from '../../shared/sync/run.ts';
import { openMemoryPorts } from './memoryPorts.ts';
import { untilQuiet } from './passes.ts';
import { type Ports, World, type WorldOptions } from './world.ts';

/** The functions that one side has in place of its port's. */
export type Through = { readonly [P in 'mailbox' | 'source' | 'store']?: Partial<Ports[P]> };

export interface Link {
  readonly world: World;
  readonly ports: Ports;
  /** A poll and a run; then four minutes go by. */
  pass(through?: Through): Promise<RunOutcome>;
  /** Passes until two in a row write nothing and leave nothing to do. */
  settle(through?: Through): Promise<void>;
  /** The engine's writes to the calendars while `work` goes on: `mailbox.create`, one for each item written. */
  writesDuring(work: () => Promise<unknown>): Promise<string[]>;
}

const PASS_MS = 4 * 60_000;
const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'restore']);

export const linkInMemory = async (
  options: WorldOptions = {},
  sizes?: Parameters<typeof openMemoryPorts>[0],
): Promise<Link> => linkOver((await openMemoryPorts(sizes)).ports, options);

/** `other`: what of a run's context is another's than Ada's, or real. */
export async function linkOver(
  ports: Ports,
  options: WorldOptions = {},
  other: Partial<Pick<LinkContext, 'link' | 'email' | 'newId' | 'print' | 'seal'>> = {},
): Promise<Link> {
  const world = await World.begin(ports, options);
  const written: string[] = [];
  const noted = <P extends 'mailbox' | 'source'>(name: P): Ports[P] => noteWrites(ports[name], name, written);
  const noting = { ...ports, mailbox: noted('mailbox'), source: noted('source') };

  const pass = async (through: Through = {}): Promise<RunOutcome> => {
    const given = {
      ...noting,
      mailbox: otherwise(noting.mailbox, through.mailbox),
      source: otherwise(noting.source, through.source),
      store: otherwise(ports.store, through.store),
    };
    for (let more = true; more; ) {
      const polled = await pollSource(given);
      more = polled.ok && polled.value.more;
    }
    const outcome = await runLink({ ...world.context(given), ...other });
    world.now += PASS_MS;
    return outcome;
  };
  const isQuiet = async (): Promise<boolean> =>
    !(await ports.store.head()).some((row) => row.kind === 'dirty' || row.kind === 'inbox');

  return {
    world,
    ports,
    pass,
    settle: (through) =>
      untilQuiet(async () => {
        const before = written.length;
        const { state } = await pass(through);
        // A pair that waits for the user's start is marked and at rest.
        const atRest = state === 'previewed' || ((state === 'idle' || state === 'done') && (await isQuiet()));
        return atRest && written.length === before;
      }),
    async writesDuring(work) {
      const before = written.length;
      await work();
      return written.slice(before);
    },
  };
}

function noteWrites<T extends object>(port: T, name: string, written: string[]): T {
  return new Proxy(port, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own !== 'function') return own;
      if (!WRITES.has(String(key))) return own.bind(target);
      return async (...args: unknown[]) => {
        // Every write of the ports answers one outcome or a list of them.
        const answer = (await own.apply(target, args)) as Outcome<unknown> | Outcome<unknown>[];
        for (const outcome of [answer].flat()) if (outcome.ok) written.push(`${name}.${String(key)}`);
        return answer;
      };
    },
  });
}

/** The port with some of its functions replaced. */
function otherwise<T extends object>(port: T, change: Partial<T> = {}): T {
  return new Proxy(port, {
    get: (target, key) => {
      const replaced: unknown = Reflect.get(change, key);
      return replaced === undefined ? Reflect.get(target, key, target) : replaced;
    },
  });
}

/** The same failure for each element of a call. */
export const eachFailed = (items: readonly unknown[], failure: Failure): { ok: false; failure: Failure }[] =>
  items.map(() => ({ ok: false, failure }));

export const LOST: Failure = { kind: 'transient', code: 'exchange-timeout' };
