// Two workers on one link: the lease saves double work, but safety rests on conditional writes alone.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { SERIES_SITUATIONS } from '../world/situations/seriesSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named } from '../world/situations/situations.ts';
import { race } from './race.ts';

const RUNS = 60;
const schedule = fc.record({
  turns: fc.array(fc.boolean(), { minLength: 4, maxLength: 40 }),
  leaseEndsAfter: fc.nat(45),
});

describe('two workers on one link', () => {
  let races = 0;
  it.each(named([...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS, ...SERIES_SITUATIONS]))(
    '%s: nothing is lost, doubled or brought back, whoever goes first (I1, I6)',
    { timeout: 60_000 },
    async (_, situation) => {
      const property = fc.asyncProperty(schedule, async (each) => {
        races += 1;
        expect(await race(openMemoryPorts, situation, each)).toBeUndefined();
      });
      await fc.assert(property, { numRuns: RUNS, seed: 20_261_120 });
    },
  );
  afterAll(() => {
    process.stdout.write(`two workers on one link: ${races} races\n`);
  });
});
