// Two workers on one link, interleaved call by call: a schedule says who goes on, the lease ends under the first one.
// Unlike race.ts of the sweeps it also waits for calls that take their time, as those of the real adapters do.

/** Where a worker stops before each of its calls. */
export interface Gate {
  readonly wait: () => Promise<void>;
  readonly finish: () => void;
  readonly letOne: () => void;
  /** The worker stands at the gate, or has come to its end. */
  readonly idle: () => Promise<void>;
  readonly stands: () => boolean;
}

export function createGate(): Gate {
  const waiting: (() => void)[] = [];
  let finished = false;
  let told: () => void = () => undefined;
  return {
    wait: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        told();
      }),
    finish: () => {
      finished = true;
      told();
    },
    letOne: () => waiting.shift()?.(),
    idle: () =>
      new Promise((resolve) => {
        told = resolve;
        if (finished || waiting.length > 0) resolve();
      }),
    stands: () => waiting.length > 0,
  };
}

export interface Schedule {
  readonly turns: readonly boolean[];
  readonly leaseEndsAfter: number;
}

/** Starts the first worker, and after `leaseEndsAfter` calls the second one; resolves when both have ended. */
export async function interleave(
  { turns, leaseEndsAfter }: Schedule,
  work: (gate: Gate) => Promise<void>,
  endLease: () => Promise<void>,
): Promise<void> {
  const gates = [createGate(), createGate()] as const;
  const start = (gate: Gate): Promise<void> => work(gate).finally(gate.finish);
  const workers = [start(gates[0])];
  for (let call = 0; ; call += 1) {
    await Promise.all(workers.map((_, index) => gates[index]?.idle()));
    const running = gates.filter((gate) => gate.stands());
    if (workers.length === 1 && (call >= leaseEndsAfter || running.length === 0)) {
      await endLease();
      workers.push(start(gates[1]));
      continue;
    }
    if (running.length === 0) break;
    const first = turns[call % turns.length] === true;
    running[first ? 0 : running.length - 1]?.letOne();
  }
  await Promise.all(workers);
}
