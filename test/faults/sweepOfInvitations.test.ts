// Invitations: two faults, in whichever link they strike.
import { afterAll, describe, expect, it } from 'vitest';
import { sweepMeetings } from '../world/play/playMeetings.ts';
import { INVITATION_SITUATIONS } from '../world/situations/invitationSituations.ts';

const EVERY = Number(process.env.EVERY ?? 8);

describe('crash sweep of invitations', () => {
  let cases = 0;
  it.each(INVITATION_SITUATIONS.map((each) => [each.name, each] as const))(
    '%s: who takes part has one event and one mail, and nobody else is mailed (I1, I4)',
    { timeout: 300_000 },
    async (_, situation) => {
      const swept = await sweepMeetings(situation, EVERY);
      cases += swept.cases;
      expect(swept.bad).toEqual([]);
    },
  );
  afterAll(() => {
    process.stdout.write(`crash sweep of invitations: ${cases} cases\n`);
  });
});
