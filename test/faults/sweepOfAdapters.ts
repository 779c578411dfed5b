// The crash sweep once more, one fault a case, on the real adapters against Azurite and the local Exchange.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../../shared/sync/ports/mailbox.ts';
import { newCompany, openDirectory } from '../world/openDirectory.ts';
import { openRealPorts } from '../world/realPorts.ts';
import { type OpenServers, openRealServers } from '../world/realServers.ts';
import { RESTORE_SITUATIONS } from '../world/situations/restoreSituations.ts';
import { SERIES_SITUATIONS } from '../world/situations/seriesSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named } from '../world/situations/situations.ts';
import { ownAccount } from '../world/storageAccounts.ts';
import { sweep } from './sweep.ts';

/**
 * `every`: every so many-th of the cases that the in-memory sweep goes through. A prime: each kind of fault has its turn,
 * and over the other interface it is the turn of other cases.
 */
export function sweepOfAdapters(api: Api, every: number, casesAtLeast: number): void {
  const title = `crash sweep of the real adapters over ${api}`;
  describe(title, () => {
    let servers: OpenServers;
    let cases = 0;
    beforeAll(async () => {
      const { directory } = await openDirectory(ownAccount(inject('azurite')));
      servers = await openRealServers(directory, newCompany, api);
    });

    it.each(named([...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS, ...SERIES_SITUATIONS, ...RESTORE_SITUATIONS]))(
      '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
      { timeout: 120_000 },
      async (_, situation) => {
        const swept = await sweep(openRealPorts(servers), situation, { second: [], every });
        cases += swept.cases;
        expect(swept.bad).toEqual([]);
      },
    );
    it(`tries at least ${casesAtLeast} cases`, () => {
      expect(cases).toBeGreaterThanOrEqual(casesAtLeast);
    });
    it('mails nobody (I4)', async () => {
      await servers.close();
    });
    afterAll(() => {
      process.stdout.write(`${title}: ${cases} cases\n`);
    });
  });
}
