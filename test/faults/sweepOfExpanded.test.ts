import { EXPANDED_SITUATIONS } from '../world/situations/expandedSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of expanded series', EXPANDED_SITUATIONS, { casesAtLeast: 1_500, every: 15 });
