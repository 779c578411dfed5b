// The situations of links with rules, once each and without a fault, on the real adapters against Azurite and the local
// Exchange. The sweep of rules tries them in memory; here they go over the wire.
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { newCompany, openDirectory } from '../world/openDirectory.ts';
import { play } from '../world/play/play.ts';
import { openRealPorts } from '../world/realPorts.ts';
import { type OpenServers, openRealServers } from '../world/realServers.ts';
import { DIRECTION_SITUATIONS, FILTER_SITUATIONS, PRIVATE_SITUATIONS } from '../world/situations/rulesSituations.ts';
import { ownAccount } from '../world/storageAccounts.ts';

describe.each(['ews', 'graph'] as const)('rules over the real adapters: %s', (api) => {
  let servers: OpenServers;

  beforeAll(async () => {
    const { directory } = await openDirectory(ownAccount(inject('azurite')));
    servers = await openRealServers(directory, newCompany, api);
  });

  it.each([...DIRECTION_SITUATIONS, ...FILTER_SITUATIONS, ...PRIVATE_SITUATIONS])(
    '$name',
    { timeout: 60_000 },
    async (situation) => {
      const played = await play(openRealPorts(servers), situation, { first: [], second: [] });
      expect(played.verdict).toBeUndefined();
      expect(played.writingRuns).toBeLessThanOrEqual(2);
    },
  );
  it('mails nobody (I4)', async () => {
    await servers.close();
  });
});
