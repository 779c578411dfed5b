// Two workers on one link, interleaved I/O by I/O: a schedule says who goes on, the lease expires under the first.

import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { runLink } from '../../shared/sync/run.ts';
import { seam } from '../world/play/faults.ts';
import { judged, type Open, pass, rest, setUp } from '../world/play/play.ts';
import type { Situation } from '../world/situations/situations.ts';

export interface Schedule {
  /** The worker that makes the next call: true for the first one. Repeated as often as needed. */
  readonly turns: readonly boolean[];
  /** After so many calls the first worker's lease runs out, and the second worker comes. */
  readonly leaseEndsAfter: number;
}

const LEASE_AND_MORE_MS = 6 * 60_000;
const CALLS_MAX = 2_000;

/** Holds calls back until they are let go, one by one. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  finished = false;

  wait = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));
  get stands(): boolean {
    return this.#waiting.length > 0;
  }
  letOne(): void {
    this.#waiting.shift()?.();
  }
}

/** Lets everything that is not held at a turnstile go on as far as it can. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Answers what is wrong afterwards, undefined when nothing is. */
export async function race(open: Open, situation: Situation, schedule: Schedule): Promise<string | undefined> {
  const { ports, writes } = await open();
  const world = await setUp(ports, situation);
  const gates = [new Turnstile(), new Turnstile()] as const;
  const start = async (gate: Turnstile): Promise<void> => {
    try {
      await runLink(world.context(seam(ports, [], gate.wait)));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    } finally {
      gate.finished = true;
    }
  };
  const workers = [start(gates[0])];
  for (let call = 0; call < CALLS_MAX; call += 1) {
    if (call === schedule.leaseEndsAfter) {
      world.now += LEASE_AND_MORE_MS;
      workers.push(start(gates[1]));
    }
    await settle();
    const running = gates.filter((gate) => gate.stands);
    if (running.length === 0 && workers.length === 2) break;
    const turn = schedule.turns[call % schedule.turns.length] === true ? 0 : running.length - 1;
    running[turn]?.letOne();
  }
  await Promise.all(workers);
  if (situation.between) await situation.between(world);
  await pass(world, seam(ports, []));
  return judged(world, situation, await rest(world, { writes, situation }));
}
