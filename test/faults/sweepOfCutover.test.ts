import { CUTOVER_SITUATIONS, openOverBothApis } from '../world/situations/cutoverSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of the cut-over', CUTOVER_SITUATIONS, {
  casesAtLeast: 1_500,
  every: 5,
  open: openOverBothApis,
});
