import { sweepOfAdapters } from './sweepOfAdapters.ts';

sweepOfAdapters('graph', 79, 190);
