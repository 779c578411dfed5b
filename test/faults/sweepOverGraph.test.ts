import { sweepOfAdapters } from './sweepOfAdapters.ts';

sweepOfAdapters('graph', 71, 200);
