import { sweepOfAdapters } from './sweepOfAdapters.ts';

sweepOfAdapters('ews', 73, 200);
