import { tagLedgerContract } from '../contract/tagLedger.ts';
import { memoryTagLedger } from './tagLedger.ts';

tagLedgerContract('memory', async () => memoryTagLedger());
