import { CLEANUP_SITUATIONS, LOSS_SITUATIONS } from '../world/situations/forgottenSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of removals and lost rows', [...CLEANUP_SITUATIONS, ...LOSS_SITUATIONS], {
  casesAtLeast: 4_500,
  every: 11,
});
