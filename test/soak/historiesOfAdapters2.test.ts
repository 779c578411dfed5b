import { historiesOfAdapters } from './historiesOfAdapters.ts';

historiesOfAdapters(20_261_122);
