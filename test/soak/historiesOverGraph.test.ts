import { historiesOfAdapters } from './historiesOfAdapters.ts';

historiesOfAdapters('graph', 20_261_122);
