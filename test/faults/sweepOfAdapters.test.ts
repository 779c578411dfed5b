// The crash sweep once more, one fault a case, on the real adapters against Azurite and the local Exchange.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newCompany, openDirectory } from '../shared/state/openDirectory.ts';
import { openRealPorts } from './realPorts.ts';
import { type OpenServers, openRealServers } from './realServers.ts';
import { SERIES_SITUATIONS } from './seriesSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named } from './situations.ts';
import { sweep } from './sweep.ts';

/** Every so many-th of the cases that the in-memory sweep goes through, so that they spread over all of them. */
const EVERY = 30;
const CASES_AT_LEAST = 480;

let servers: OpenServers;

beforeAll(async () => {
  const { directory } = await openDirectory(inject('azurite'));
  servers = await openRealServers(directory, newCompany);
});

describe('crash sweep of the real adapters', () => {
  let cases = 0;
  it.each(named([...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS, ...SERIES_SITUATIONS]))(
    '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (_, situation) => {
      const swept = await sweep(openRealPorts(servers), situation, { second: [], every: EVERY });
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${CASES_AT_LEAST} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(CASES_AT_LEAST);
  });
  it('mails nobody (I4)', async () => {
    await servers.close();
  });
  afterAll(() => {
    process.stdout.write(`crash sweep of the real adapters: ${cases} cases\n`);
  });
});
