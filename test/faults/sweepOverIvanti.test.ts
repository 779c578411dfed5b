// The crash sweep, one fault a case, with Ivanti's adapter over HTTPS: with a field for our tag, and without.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IvantiTenants, ivantiTenants } from '../world/ivantiPorts.ts';
import { OVERTAKEN_SITUATIONS } from '../world/situations/overtakenSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named, type Situation } from '../world/situations/situations.ts';
import { sweep } from './sweep.ts';

/** An item of Ivanti has an owner, and no participants. */
const OTHERS = [...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS].filter(({ name }) => !name.includes('participant'));
/** A creation whose request came twice is one case of hundreds: each is tried. */
const EVERY_CREATION = 1;
const EVERY_OVERTAKEN = 5;
const EVERY_OTHER = 61;

function everyOf(situation: Situation): number {
  if (situation.name === 'an event is created') return EVERY_CREATION;
  return OVERTAKEN_SITUATIONS.includes(situation) ? EVERY_OVERTAKEN : EVERY_OTHER;
}

describe.each([
  { title: 'its tag in the item', tag: true, casesAtLeast: 500 },
  { title: 'its tag in our tables', tag: false, casesAtLeast: 500 },
])('crash sweep over Ivanti, $title', ({ title, tag, casesAtLeast }) => {
  let tenants: IvantiTenants;
  let cases = 0;
  beforeAll(() => {
    tenants = ivantiTenants(tag);
  });

  it.each(named([...OVERTAKEN_SITUATIONS, ...OTHERS]))(
    '%s: nothing is lost, doubled or brought back (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (_, situation) => {
      const every = everyOf(situation);
      const swept = await sweep(tenants.open, situation, { second: [], every });
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${casesAtLeast} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(casesAtLeast);
  });
  afterAll(async () => {
    await tenants.close();
    process.stdout.write(`crash sweep over Ivanti, ${title}: ${cases} cases\n`);
  });
});
