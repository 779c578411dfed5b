import { openOverBothApis } from '../world/situations/cutoverSituations.ts';
import { CUTOVERS_WITH_KEYS, KEY_SITUATIONS, SITUATIONS_WITH_KEYS } from '../world/situations/keySituations.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of changes of the key', KEY_SITUATIONS, { casesAtLeast: 7_000, every: 2 });
sweepInMemory('crash sweep of every situation, with the key changed in it', SITUATIONS_WITH_KEYS, {
  casesAtLeast: 1_200,
  every: 79,
});
sweepInMemory('crash sweep of the cut-over, with the key changed in it', CUTOVERS_WITH_KEYS, {
  casesAtLeast: 250,
  every: 31,
  open: openOverBothApis,
});
