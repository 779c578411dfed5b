// The crash sweep, one fault a case, with Ivanti's adapter over HTTPS: with a field for our tag, and without.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IvantiTenants, ivantiTenants } from '../world/ivantiPorts.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named, type Situation } from '../world/situations/situations.ts';
import { sweep } from './sweep.ts';

/** Ivanti puts no condition on a write: the adapter compares. These would lose an edit if it did not. */
const OVERTAKEN: readonly Situation[] = [
  {
    name: 'an event is deleted, and its entry edited while we delete it',
    before: (w) => w.createEntry(),
    act: (w) => w.deleteEvent(),
    between: async (w) => {
      if ((await w.ports.people.list()).length > 0) await w.editEntry(['title', 'description']);
    },
  },
  {
    name: 'a person edits what we are about to overwrite, the source wins',
    options: { conflictPolicy: 'source' },
    before: (w) => w.createEvent(),
    act: (w) => w.editEvent(['title']),
    between: (w) => w.editEntry(['title']),
    expected: { things: 1 },
  },
];
/** An item of Ivanti has an owner, and no participants. */
const OTHERS = [...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS].filter(({ name }) => !name.includes('participant'));
/** A creation whose request came twice is one case of hundreds: each is tried. */
const EVERY_CREATION = 1;
const EVERY_OVERTAKEN = 5;
const EVERY_OTHER = 61;

function everyOf(situation: Situation): number {
  if (situation.name === 'an event is created') return EVERY_CREATION;
  return OVERTAKEN.includes(situation) ? EVERY_OVERTAKEN : EVERY_OTHER;
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

  it.each(named([...OVERTAKEN, ...OTHERS]))(
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
