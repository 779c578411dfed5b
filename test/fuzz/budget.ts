// The cost of one answer, measured: CPU of this process and memory that is alive afterwards.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A machine that has other work would make a test fail by its clock. There only what grows too fast is over the budget. */
const PATIENCE = process.env.FUZZ_STRICT === '1' ? 1 : 4;

/** The budget of one answer: 250 ms of CPU and 64 MB. */
export const limits = { cpuMs: 250 * PATIENCE, bytes: 64_000_000 } as const;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void; // the flag above makes it

export interface Cost {
  readonly cpuMs: number;
  readonly bytes: number;
}

const alive = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** The cost of `work`. A call over the budget is made again: only the cheaper one counts, as the machine has other work. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const first = await once(work);
  if (first.cpuMs <= limits.cpuMs && first.bytes <= limits.bytes) return first;
  const second = await once(work);
  return { cpuMs: Math.min(first.cpuMs, second.cpuMs), bytes: Math.min(first.bytes, second.bytes) };
}

async function once(work: () => unknown): Promise<Cost> {
  const before = alive();
  const started = process.cpuUsage();
  const kept = await work();
  const { user, system } = process.cpuUsage(started);
  const cpuMs = (user + system) / 1000;
  const garbage = alive() - before;
  if (garbage <= limits.bytes) return { cpuMs, bytes: Math.max(garbage, 0) };
  // Garbage is none of the answer's cost: only what it still holds.
  collect();
  const bytes = Math.max(alive() - before, 0);
  void kept;
  return { cpuMs, bytes };
}

/** Counts cases and the dearest of each kind, and prints them once. */
export class Ledger {
  readonly #kinds = new Map<string, { cases: number; cpuMs: number; bytes: number }>();

  add(kind: string, { cpuMs, bytes }: Cost): void {
    const so = this.#kinds.get(kind) ?? { cases: 0, cpuMs: 0, bytes: 0 };
    this.#kinds.set(kind, {
      cases: so.cases + 1,
      cpuMs: Math.max(so.cpuMs, cpuMs),
      bytes: Math.max(so.bytes, bytes),
    });
  }

  lines(): string[] {
    return [...this.#kinds].map(
      ([kind, { cases, cpuMs, bytes }]) =>
        `${kind}: ${cases} cases, at most ${Math.round(cpuMs)} ms of CPU and ${Math.round(bytes / 1e6)} MB`,
    );
  }
}
