import { CONTENT_SITUATIONS } from '../world/situations/situations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of content', CONTENT_SITUATIONS, { casesAtLeast: 15_000, every: 3 });
