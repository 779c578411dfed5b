import { IDENTITY_SITUATIONS } from '../world/situations/situations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of identity', IDENTITY_SITUATIONS, 12_000, 3);
