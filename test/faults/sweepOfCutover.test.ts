import { CUTOVER_SITUATIONS, openOverBothApis } from '../world/situations/cutoverSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of the cut-over', CUTOVER_SITUATIONS, 1_500, 5, openOverBothApis);
