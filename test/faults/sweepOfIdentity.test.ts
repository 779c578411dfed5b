import { IDENTITY_SITUATIONS } from '../world/situations/situations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of identity', IDENTITY_SITUATIONS, { casesAtLeast: 12_000, every: 3 });
