import { historiesInMemory } from './historiesInMemory.ts';

historiesInMemory(20_261_122);
