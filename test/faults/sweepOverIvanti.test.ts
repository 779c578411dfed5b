// The crash sweep, one fault a case, with Ivanti's adapter over HTTPS: with a field for our tag, and without.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IvantiTenant, openIvantiTenant } from '../world/ivantiPorts.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named } from '../world/situations/situations.ts';
import { sweep } from './sweep.ts';

/** An item of Ivanti has an owner, and no participants. */
const SITUATIONS = [...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS].filter(({ name }) => !name.includes('participant'));

describe.each([
  { title: 'its tag in the item', tag: true, every: 61, casesAtLeast: 100 },
  { title: 'its tag in our tables', tag: false, every: 61, casesAtLeast: 100 },
])('crash sweep over Ivanti, $title', ({ title, tag, every, casesAtLeast }) => {
  let tenant: IvantiTenant;
  let cases = 0;
  beforeAll(async () => {
    tenant = await openIvantiTenant(tag);
  });

  it.each(named(SITUATIONS))(
    '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (_, situation) => {
      const swept = await sweep(tenant.open, situation, { second: [], every });
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${casesAtLeast} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(casesAtLeast);
  });
  afterAll(async () => {
    await tenant.close();
    process.stdout.write(`crash sweep over Ivanti, ${title}: ${cases} cases\n`);
  });
});
