import { RESTORE_SITUATIONS } from '../world/situations/restoreSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of restored values', RESTORE_SITUATIONS, 6_000, 2);
