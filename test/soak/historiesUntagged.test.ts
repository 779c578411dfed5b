// Random histories with a business application that keeps no tag and tells of no deletion.
import { openUntaggedPorts } from '../world/untaggedPorts.ts';
import { historiesInMemory } from './historiesInMemory.ts';

historiesInMemory(20261123, openUntaggedPorts, 4_000);
