// The sides store what is written in ways of their own. Nothing is lost by that, and the writes end (I7).
import { openStoringPorts } from '../world/memoryPorts.ts';
import { CONTENT_SITUATIONS } from '../world/situations/situations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

/** The calendars differ as they store. A value that a crash leaves unclear goes on record once more. */
const storing = CONTENT_SITUATIONS.map(({ check: _, ...situation }) => ({
  ...situation,
  expected: { ...situation.expected, unequal: true as const },
}));

sweepInMemory('crash sweep of sides that store in ways of their own', storing, {
  casesAtLeast: 5_000,
  every: 5,
  open: openStoringPorts,
});
