// One first run, alone in its process (`--expose-gc`): answers its parent the peaks of its memory.
import { type FirstRun, firstRun } from './firstRun.ts';

/** Bytes. */
export interface Peaks {
  /** Of what is alive: the heap after a collection, and what it holds outside of itself. */
  readonly alive: number;
  /** Of what the system gave the process. */
  readonly resident: number;
}

/** A collection takes as long as some requests to the tables: at each of them, it would be all that is measured. */
const REQUESTS_PER_LOOK = 50;

/** Enough that both sides have something to match. */
const ENTRIES = 20;

const run = await measured(Number(process.argv[2]));
process.send?.(run.peaks);
await run.servers.close();
process.disconnect();

async function measured(events: number): Promise<FirstRun & { readonly peaks: Peaks }> {
  let requests = 0;
  let alive = 0;
  const run = await firstRun(events, ENTRIES, (target) => {
    if (target !== 'tables') return;
    requests += 1;
    if (requests % REQUESTS_PER_LOOK !== 0) return;
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    alive = Math.max(alive, heapUsed + external);
  });
  if (alive === 0) throw new Error('The memory was never looked at.');
  return { ...run, peaks: { alive, resident: process.resourceUsage().maxRSS * 1024 } };
}
