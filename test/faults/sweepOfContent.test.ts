import { CONTENT_SITUATIONS } from '../world/situations/situations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of content', CONTENT_SITUATIONS, 15_000, 3);
