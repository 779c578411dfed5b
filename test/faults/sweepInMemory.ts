// The sweep on in-memory ports that pass the same contract suites as the real ones: cheap enough for two faults.
import { afterAll, describe, expect, it } from 'vitest';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import type { Open } from '../world/play/play.ts';
import { named, type Situation } from '../world/situations/situations.ts';
import { sweep } from './sweep.ts';

const SECOND = ['killedAfter', 'appliedLate', 'halfAppliedAnswersLost'] as const;

interface Sweep {
  /** Fewer cases than these mean that situations got lost. */
  readonly casesAtLeast: number;
  /** The case that is run of each so many: 3 runs every third. */
  readonly every: number;
  readonly open?: Open;
}

/** Invariant I7: when faults end, at most two further runs write. */
const WRITING_RUNS_MAX = 2;

/** `every`: every n-th first fault, and of each of these every n-th second one. */
export function sweepInMemory(
  title: string,
  situations: readonly Situation[],
  { casesAtLeast, every, open = openMemoryPorts }: Sweep,
): void {
  describe(title, () => {
    let cases = 0;
    it.each(named(situations))(
      '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
      { timeout: 120_000 },
      async (_, situation) => {
        const swept = await sweep(open, situation, { second: SECOND, every });
        cases += swept.cases;
        expect(swept.bad).toEqual([]);
        expect(swept.writingRuns).toBeLessThanOrEqual(WRITING_RUNS_MAX);
      },
    );
    it(`tries at least ${casesAtLeast} cases`, () => {
      expect(cases).toBeGreaterThanOrEqual(casesAtLeast);
    });
    afterAll(() => {
      process.stdout.write(`${title}: ${cases} cases\n`);
    });
  });
}
