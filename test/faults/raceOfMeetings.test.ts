// The links of several users at the same time, interleaved I/O by I/O over what the company knows of their meetings.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import { runLink } from '../../shared/sync/run.ts';
import { seam } from '../world/play/faults.ts';
import { bringInStep, judge, type MeetingSituation, rest } from '../world/play/playMeetings.ts';
import { MEETING_SITUATIONS } from '../world/situations/meetingSituations.ts';
import { settle, Turnstile } from './race.ts';

const RUNS = 40;
const CALLS_MAX = 2_000;
const turns = fc.array(fc.nat(2), { minLength: 4, maxLength: 60 });

/** The defect after both had run at once, twice. */
async function raceOfLinks(situation: MeetingSituation, order: readonly number[]): Promise<string | undefined> {
  const world = await situation.begin();
  if (situation.inStep) await bringInStep(world);
  await situation.act(world);
  for (let round = 0; round < 2; round += 1) {
    const emails = [...world.users.keys()].filter((email) => !world.stuck.has(email));
    const gates = emails.map(() => new Turnstile());
    const workers = emails.map(async (email, at) => {
      const through = seam(world.ports(email), [], gates[at]?.wait);
      await pollSource(through);
      await runLink(world.context(email, through));
    });
    for (let call = 0; call < CALLS_MAX; call += 1) {
      await settle();
      const waiting = gates.filter((gate) => gate.stands);
      if (waiting.length === 0) break;
      waiting[(order[call % order.length] ?? 0) % waiting.length]?.letOne();
    }
    await Promise.all(workers);
    await situation.between?.(world);
    world.now += 60_000;
  }
  let isAtRest = await rest(world);
  if (situation.later) {
    await situation.later(world);
    isAtRest = isAtRest && (await rest(world));
  }
  return isAtRest ? judge(world, situation) : 'it never comes to rest';
}

describe('the links of several users at once', () => {
  let races = 0;
  it.each(MEETING_SITUATIONS.map((each) => [each.name, each] as const))(
    '%s: one entry, and nobody has the meeting twice, whoever goes first (I1)',
    { timeout: 60_000 },
    async (_, situation) => {
      const property = fc.asyncProperty(turns, async (order) => {
        races += 1;
        expect(await raceOfLinks(situation, order)).toBeUndefined();
      });
      await fc.assert(property, { numRuns: RUNS, seed: 20_261_120 });
    },
  );
  afterAll(() => {
    process.stdout.write(`the links of several users at once: ${races} races\n`);
  });
});
