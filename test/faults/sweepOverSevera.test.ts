// The crash sweep, one fault a case, with Severa's adapter over HTTPS: it keeps no tag and puts no condition on a write.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeveraServers, severaServers } from '../world/severaPorts.ts';
import { OVERTAKEN_SITUATIONS } from '../world/situations/overtakenSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named } from '../world/situations/situations.ts';
import { sweep } from './sweep.ts';

/** The people of this Severa are owners alone. */
const OTHERS = [...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS].filter(({ name }) => !name.includes('participant'));
const EVERY = 30;
const CASES_AT_LEAST = 150;

describe('crash sweep over Severa', () => {
  let servers: SeveraServers;
  let cases = 0;
  beforeAll(() => {
    servers = severaServers();
  });

  it.each(named([...OVERTAKEN_SITUATIONS, ...OTHERS]))(
    '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (_, situation) => {
      const swept = await sweep(servers.open, situation, { second: [], every: EVERY });
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${CASES_AT_LEAST} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(CASES_AT_LEAST);
  });
  afterAll(async () => {
    await servers.close();
    process.stdout.write(`crash sweep over Severa: ${cases} cases\n`);
  });
});
