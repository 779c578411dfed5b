import { tagLedgerContract } from '../../../contract/tagLedger.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

tagLedgerContract('tables', async () => {
  const { directory } = await openDirectory();
  return directory.tagLedger(newCompany());
});
