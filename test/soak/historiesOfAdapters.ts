// Random histories on the real adapters, against Azurite and the local Exchange; one file for each of Exchange's interfaces.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../../shared/sync/ports/mailbox.ts';
import { newCompany, openDirectory } from '../world/openDirectory.ts';
import { openRealPorts } from '../world/realPorts.ts';
import { type OpenServers, openRealServers } from '../world/realServers.ts';
import { ownAccount } from '../world/storageAccounts.ts';
import { tryHistories } from './tryHistories.ts';

const HISTORIES = 100;
/** Short ones: a run costs some twenty requests. */
const STEPS_MAX = 18;
const CUT_OVERS_AT_LEAST = 3;

export function historiesOfAdapters(api: Api, seed: number): void {
  describe(`random histories of the real adapters over ${api}`, () => {
    let servers: OpenServers;
    beforeAll(async () => {
      const { directory } = await openDirectory(ownAccount(inject('azurite')));
      servers = await openRealServers(directory, newCompany, api);
    });

    it(`${HISTORIES} of seed ${seed}: nothing is lost, doubled or brought back, and all comes to rest (I1, I2, I3, I7)`, {
      timeout: 300_000,
    }, async () => {
      const tried = await tryHistories(openRealPorts(servers), { seed, histories: HISTORIES, stepsMax: STEPS_MAX });
      expect(tried.counterexample).toBeUndefined();
      expect(tried.histories).toBe(HISTORIES);
      expect(tried.cutOvers).toBeGreaterThanOrEqual(CUT_OVERS_AT_LEAST);
      const { histories, deeds, runs, cutOvers } = tried;
      process.stdout.write(
        `random histories of the adapters over ${api}, seed ${seed}: ${histories}, ${deeds} deeds, ${runs} runs, ${cutOvers} times over to the other interface\n`,
      );
    });

    // Nobody is mailed: closing says so.
    afterAll(() => servers.close());
  });
}
