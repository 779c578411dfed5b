import { RESTORE_SITUATIONS } from '../world/situations/restoreSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of restored values', RESTORE_SITUATIONS, { casesAtLeast: 6_000, every: 2 });
