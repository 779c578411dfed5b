// Random histories of three users who share meetings. They have deeds in Outlook and in the application, mails that are
// late, links that are off, stuck or killed, and lost tables. In every order a meeting is one entry, and nobody has it
// twice.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MeetingsWorld } from '../world/meetingsWorld.ts';
import { FAULTS, type LateCall, seam } from '../world/play/faults.ts';
import { passOf, rest } from '../world/play/playMeetings.ts';

const RUNS = 250;
const USERS = ['ada@example.com', 'ben@example.com', 'cai@example.com'] as const;
const ORGANISERS = [...USERS, 'chair@example.org'] as const;
const TITLES = ['Steering', 'Weekly'] as const;
const MINUTE = 60_000;

const user = fc.constantFrom(...USERS);
const title = fc.constantFrom(...TITLES);
const deed = fc.oneof(
  fc.record({ do: fc.constant('organise' as const), title, by: fc.constantFrom(...ORGANISERS) }),
  fc.record({ do: fc.constant('invite' as const), title, who: user }),
  fc.record({ do: fc.constant('change' as const), title }),
  fc.record({ do: fc.constant('remove' as const), title, who: user }),
  fc.record({ do: fc.constant('restore' as const), who: user }),
  fc.record({ do: fc.constant('editEntry' as const), title }),
  fc.record({ do: fc.constant('deleteEntry' as const), title }),
  fc.record({ do: fc.constant('addToEntry' as const), title, who: user }),
  fc.record({ do: fc.constant('deliver' as const) }),
  fc.record({ do: fc.constant('switch' as const), who: user }),
  fc.record({ do: fc.constant('stick' as const), who: user }),
  fc.record({ do: fc.constant('loseRows' as const) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 8, 70) }),
  fc.record({ do: fc.constant('run' as const), who: user }),
  fc.record({
    do: fc.constant('runBadly' as const),
    who: user,
    index: fc.nat(45),
    fault: fc.constantFrom(...FAULTS),
  }),
  fc.record({ do: fc.constant('runAll' as const) }),
  fc.record({ do: fc.constant('runAll' as const) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

class History {
  readonly world: MeetingsWorld;
  readonly organised = new Set<string>();
  /** Meetings whose entry somebody deleted, or changed. */
  readonly touched = new Set<string>();
  readonly late: LateCall[] = [];
  /** After it a link knows of an entry only where its user takes part in it, and nobody what had been deleted. */
  hasLostRows = false;
  #values = 0;

  constructor(world: MeetingsWorld) {
    this.world = world;
  }

  async play(each: Deed): Promise<void> {
    const { world } = this;
    switch (each.do) {
      case 'organise': {
        if (this.organised.has(each.title)) return;
        this.organised.add(each.title);
        const others = USERS.filter((email) => email !== each.by).slice(0, this.organised.size === 1 ? 2 : 1);
        return world.organise(each.by, others, each.title);
      }
      case 'invite':
        if (this.organised.has(each.title)) await world.inviteOnce(each.who, each.title);
        return;
      case 'change':
        this.#values += 1;
        if (this.organised.has(each.title)) await world.change({ location: `Room ${this.#values}` }, each.title);
        return;
      case 'remove':
        if (this.organised.has(each.title)) await world.remove(each.who, each.title);
        return;
      case 'restore':
        return this.#restore(each.who);
      case 'editEntry':
      case 'deleteEntry':
      case 'addToEntry':
        return this.#work(each);
      case 'deliver':
        return world.deliver();
      case 'switch': {
        const { row } = world.user(each.who);
        return world.changeLink(each.who, row.on ? { on: false } : { on: true, epoch: row.epoch + 1 });
      }
      case 'stick':
        if (!world.stuck.delete(each.who)) world.stuck.add(each.who);
        return;
      case 'loseRows':
        this.hasLostRows = true;
        return world.loseRows();
      case 'wait':
        world.now += each.minutes * MINUTE;
        return;
      case 'run':
        return this.#run(each.who);
      case 'runBadly': {
        const through = seam(world.ports(each.who), [{ index: each.index, fault: each.fault }]);
        await passOf(world, each.who, through);
        this.late.push(...through.late);
        world.now += 6 * MINUTE;
        for (const call of through.late.filter(({ bounded }) => bounded)) await call.apply();
        return;
      }
      case 'runAll':
        for (const email of USERS) await this.#run(email);
    }
  }

  async #run(email: string): Promise<void> {
    if (this.world.stuck.has(email)) return;
    await passOf(this.world, email, seam(this.world.ports(email), []));
    this.world.now += MINUTE;
  }

  /** A user takes a deleted meeting back, unless it stands in the calendar again. */
  async #restore(email: string): Promise<void> {
    const { mailbox } = this.world.user(email);
    const deleted = await mailbox.person.lastDeleted();
    const standing = (await mailbox.person.list()).map(({ uid }) => uid);
    if (deleted !== undefined && !standing.includes(deleted)) await mailbox.person.restoreDeleted();
  }

  async #work(each: Extract<Deed, { do: 'editEntry' | 'deleteEntry' | 'addToEntry' }>): Promise<void> {
    const { people } = this.world.source;
    const entry = (await people.list()).find(({ event }) => event.title === each.title);
    if (!entry) return;
    this.touched.add(each.title);
    if (each.do === 'editEntry') await people.edit(entry.id, { keywords: [`edit ${this.late.length}`] });
    else if (each.do === 'deleteEntry') await people.remove(entry.id);
    else if (entry.owner !== each.who) {
      await people.reassign(entry.id, entry.owner, [...new Set([...entry.participants, each.who])]);
    }
  }
}

/** The defect after the history, when all links are on again and everything has come to rest. */
async function verdictOf(deeds: readonly Deed[]): Promise<string | undefined> {
  const world = await MeetingsWorld.begin(USERS);
  const history = new History(world);
  for (const each of deeds) await history.play(each);
  for (const { apply } of history.late) await apply().catch(() => undefined);
  world.stuck.clear();
  for (const email of USERS) {
    const { row } = world.user(email);
    if (!row.on) world.changeLink(email, { on: true, epoch: row.epoch + 1 });
  }
  if (!(await rest(world))) return 'it never comes to rest';
  if (history.hasLostRows) return undefined;
  const { entries, events } = await world.shown();
  for (const each of TITLES) {
    const count = entries.filter((entry) => entry.title === each).length;
    if (count > 1) return `${count} entries of ${each}`;
    const having = USERS.filter((email) => events[email]?.includes(each));
    const twice = USERS.find((email) => (events[email] ?? []).filter((shown) => shown === each).length > 1);
    if (twice) return `${twice} has ${each} twice`;
    if (having.length > 0 && count === 0 && !history.touched.has(each)) return `${each} has no entry`;
  }
  return undefined;
}

describe('random histories of meetings', () => {
  let histories = 0;
  it('a meeting is one entry, and nobody has it twice (I1, I3)', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 40 }), async (deeds) => {
      histories += 1;
      expect(await verdictOf(deeds)).toBeUndefined();
    });
    await fc.assert(property, {
      numRuns: RUNS,
      seed: 20_261_121,
    });
  });
  afterAll(() => {
    process.stdout.write(`random histories of meetings: ${histories} histories\n`);
  });
});
