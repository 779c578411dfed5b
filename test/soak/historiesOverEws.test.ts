import { historiesOfAdapters } from './historiesOfAdapters.ts';

historiesOfAdapters('ews', 20_261_121);
