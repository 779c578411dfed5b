// Meetings of several users: two faults, in whichever link they strike.
import { afterAll, describe, expect, it } from 'vitest';
import { sweepMeetings } from '../world/play/playMeetings.ts';
import { MEETING_SITUATIONS } from '../world/situations/meetingSituations.ts';

/** Every n-th first fault, and of each of these every n-th second one. */
const EVERY = 8;
const CASES_AT_LEAST = 2_000;

describe('crash sweep of meetings', () => {
  let cases = 0;
  it.each(MEETING_SITUATIONS.map((each) => [each.name, each] as const))(
    '%s: one entry, and nobody has the meeting twice (I1, I2, I3, I5)',
    { timeout: 120_000 },
    async (_, situation) => {
      const swept = await sweepMeetings(situation, EVERY);
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  it(`tries at least ${CASES_AT_LEAST} cases`, () => {
    expect(cases).toBeGreaterThanOrEqual(CASES_AT_LEAST);
  });
  afterAll(() => {
    process.stdout.write(`crash sweep of meetings: ${cases} cases\n`);
  });
});
