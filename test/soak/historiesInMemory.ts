// Random histories on the ports in memory; two files take one half each, so that both cores work.
import { describe, expect, it } from 'vitest';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import type { Open } from '../world/play/play.ts';
import { tryHistories } from './tryHistories.ts';

const STEPS_MAX = 24;
/** Invariant I7: when faults end, at most two further runs write. */
const WRITING_RUNS_MAX = 2;

export function historiesInMemory(seed: number, open: Open = openMemoryPorts, count = 10_000): void {
  describe('random histories in memory', () => {
    it(`${count} of seed ${seed}: nothing is lost, doubled or brought back, and all comes to rest (I1, I2, I3, I7)`, {
      timeout: 240_000,
    }, async () => {
      const tried = await tryHistories(open, { seed, histories: count, stepsMax: STEPS_MAX });
      expect(tried.counterexample).toBeUndefined();
      expect(tried.writingRuns).toBeLessThanOrEqual(WRITING_RUNS_MAX);
      expect(tried.histories).toBe(count);
      const { histories, deeds, runs, cutOvers } = tried;
      process.stdout.write(
        `random histories in memory, seed ${seed}: ${histories}, ${deeds} deeds, ${runs} runs, ${cutOvers} times over to the other interface\n`,
      );
    });
  });
}
