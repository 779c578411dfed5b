// Random histories of two users whose company sends invitations: what people do in the application, runs of either link
// with faults, and mail that comes when it comes. In the end everybody who takes part in an entry has it once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeetingsWorld } from '../world/meetingsWorld.ts';
import { type FaultAt, seam } from '../world/play/faults.ts';
import { land } from '../world/play/play.ts';
import { passOf, rest } from '../world/play/playMeetings.ts';
import { ADA, BEN } from '../world/situations/meetingSituations.ts';

const DORA = 'dora@elsewhere.example';
const USERS = [ADA, BEN] as const;
/** Nothing that may mail again: docs/sync.md section 6. */
const FAULTS = ['killedBefore', 'killedAfter', 'failedBefore', 'answerLost', 'everyOtherAnswerLost'] as const;

const people = fc.record({
  owner: fc.constantFrom(...USERS),
  others: fc.subarray([ADA, BEN, DORA]),
});
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('create' as const), people }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), at: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reassign' as const), at: fc.nat(4), people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), minutes: fc.nat(12) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      user: fc.constantFrom(...USERS),
      minutes: fc.nat(8),
      fault: fc.option(fc.record({ index: fc.nat(40), fault: fc.constantFrom(...FAULTS) }), { nil: undefined }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const MINUTE = 60_000;

async function play(world: MeetingsWorld, steps: readonly Step[]): Promise<void> {
  let made = 0;
  let created = 0;
  for (const each of steps) {
    const entries = await world.entries();
    const entry = 'at' in each ? entries[each.at % Math.max(entries.length, 1)] : undefined;
    const others = 'people' in each ? each.people.others.filter((email) => email !== each.people.owner) : [];
    switch (each.do) {
      case 'create':
        // Of three that are removed, the deletes would wait for a person.
        created += 1;
        if (created > 2) break;
        made += 1;
        await world.source.people.create(world.newEvent(`T${made}`), each.people.owner, others);
        break;
      case 'rename':
        made += 1;
        if (entry) await world.source.people.edit(entry.id, { title: `T${made}` });
        break;
      case 'reassign':
        if (entry) await world.source.people.reassign(entry.id, each.people.owner, others);
        break;
      case 'remove':
        if (entry) await world.source.people.remove(entry.id);
        break;
      case 'deliver':
        world.now += each.minutes * MINUTE;
        await world.deliver();
        break;
      case 'run': {
        const faults: FaultAt[] = each.fault ? [each.fault] : [];
        const through = seam(world.ports(each.user), faults);
        await passOf(world, each.user, through);
        await land(through.late);
        world.now += each.minutes * MINUTE;
      }
    }
  }
}

describe('histories of invitations', () => {
  it('everybody who takes part has the entry once, and who is elsewhere has one invitation to each', {
    timeout: 300_000,
  }, async () => {
    let rounds = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        rounds += 1;
        const world = await MeetingsWorld.begin(USERS);
        world.participants = 'invitations';
        await play(world, steps);
        expect(await rest(world)).toBe(true);
        const { entries, events } = await world.shown();
        for (const user of USERS) {
          const wanted = entries.filter(({ owner, participants }) => owner === user || participants.includes(user));
          const shown = (events[user] ?? []).filter((title) => !title.startsWith('('));
          expect([user, ...shown]).toEqual([user, ...wanted.map(({ title }) => title).sort()]);
        }
        const told = (kind: string) => world.mails.filter((mail) => mail === `${kind} ${DORA}`).length;
        const takesPart = entries.filter(({ participants }) => participants.includes(DORA)).length;
        expect(told('invitation') - told('cancellation')).toBe(takesPart);
      }),
      { seed: 20_261_121, numRuns: 300 },
    );
    expect(rounds).toBeGreaterThanOrEqual(100);
  });
});
