// A business application that keeps no tag, tells of no deletion and puts no condition on a write.
import { CONTENT_SITUATIONS } from '../world/situations/situations.ts';
import { openUntaggedPorts } from '../world/untaggedPorts.ts';
import { sweepInMemory } from './sweepInMemory.ts';

sweepInMemory('crash sweep of content with an untagged source', CONTENT_SITUATIONS, {
  casesAtLeast: 1_500,
  every: 15,
  open: openUntaggedPorts,
});
