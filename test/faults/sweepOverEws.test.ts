import { sweepOfAdapters } from './sweepOfAdapters.ts';

sweepOfAdapters('ews', 83, 180);
