import { SERIES_SITUATIONS } from '../world/situations/seriesSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of series', SERIES_SITUATIONS, { casesAtLeast: 20_000, every: 3 });
