import { DIRECTION_SITUATIONS, FILTER_SITUATIONS, PRIVATE_SITUATIONS } from '../world/situations/rulesSituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

const SITUATIONS = [...DIRECTION_SITUATIONS, ...FILTER_SITUATIONS, ...PRIVATE_SITUATIONS];

sweepInMemory('crash sweep of rules', SITUATIONS, { casesAtLeast: 10_000, every: 6 });
