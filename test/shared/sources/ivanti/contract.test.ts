// The contract of a source: the adapter against the local Ivanti over HTTPS. The tag stands in a field of the item, or in
// our tables.
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { ivanti } from '../../../../shared/sources/ivanti/application.ts';
import { keepTags } from '../../../../shared/sync/untagged/keepTags.ts';
import { sourceContract } from '../../../contract/source.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { ADA, openLocalIvanti } from './openLocalIvanti.ts';

const PRINTERS = [{ key: 'k1', print: createPrinter(new Uint8Array(32).fill(1)) }] as const;

sourceContract({
  name: 'Ivanti over HTTPS',
  lacks: ivanti.lacks,
  open: async () => {
    const { application, person, server } = await openLocalIvanti();
    if (!application.keepsTags) throw new Error('this tenant has a field for the tag');
    const cutListingShort = () => {
      server.behaviour.roleSeesRows = false;
    };
    return { source: application.source, person, cutListingShort };
  },
});

sourceContract({
  name: 'Ivanti over HTTPS, without a field for a tag',
  lacks: { ...ivanti.lacks, tag: 'This tenant has no property for it.' },
  open: async () => {
    const settings = { fields: { tag: null } };
    const { application, person, server, clock } = await openLocalIvanti({ names: 'unlinked' }, settings);
    if (application.keepsTags) throw new Error('this tenant has no field for a tag');
    const keeping = { ledger: memoryTagLedger(), owner: ADA, printers: PRINTERS, now: () => clock.now };
    const cutListingShort = () => {
      server.behaviour.roleSeesRows = false;
    };
    return { source: keepTags(application.source, keeping), person, cutListingShort };
  },
});
