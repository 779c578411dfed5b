import { openOverBothApis } from '../world/situations/cutoverSituations.ts';
import { historiesInMemory } from './historiesInMemory.ts';

historiesInMemory(20_261_122, openOverBothApis);
