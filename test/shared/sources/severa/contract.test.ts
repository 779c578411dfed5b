// The contract of a source: the adapter with the tags in our tables, against the local Severa over HTTPS.
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { severa } from '../../../../shared/sources/severa/application.ts';
import { keepTags } from '../../../../shared/sync/untagged/keepTags.ts';
import { sourceContract } from '../../../contract/source.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { openLocalSevera } from './openLocalSevera.ts';

const PRINTERS = [{ key: 'k1', print: createPrinter(new Uint8Array(32).fill(1)) }] as const;

sourceContract({
  name: 'Severa over HTTPS',
  lacks: severa.lacks,
  cannot: [
    {
      title: 'a listing cut short says complete: false',
      reason: 'a page without its header looks like the last one: lyingListings.test.ts has what follows',
    },
  ],
  open: async () => {
    const { source, person, clock } = await openLocalSevera();
    const keeping = { ledger: memoryTagLedger(), owner: 'ada@example.com', printers: PRINTERS };
    return { source: keepTags(source, { ...keeping, now: () => clock.now }), person };
  },
});
