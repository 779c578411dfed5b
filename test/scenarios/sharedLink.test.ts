// A shared link beside people's own links: one calendar shows the entries of everybody, and each entry stays whose it is.
import { describe, expect, it } from 'vitest';
import { everybodysEntries } from '../../shared/sync/everybody/everybodysEntries.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import { runLink } from '../../shared/sync/run.ts';
import { sampleEvent } from '../contract/source.ts';
import { answering } from '../world/answering.ts';
import { MeetingsWorld } from '../world/meetingsWorld.ts';

const ADA = 'ada@example.com';
const BEN = 'ben@example.com';
const PLAN = 'plan@example.com';
const MINUTE = 60_000;

async function office(rules: LinkRules = { ...DEFAULT_RULES, direction: 'toExchange' }) {
  const world = await MeetingsWorld.begin([ADA, PLAN]);
  const pass = async (): Promise<number> => {
    const before = world.writes;
    for (const email of [ADA, PLAN]) {
      const own = world.ports(email);
      const links = async () =>
        (await own.company.links()).map((each) => (each.email === PLAN ? { ...each, everybody: true as const } : each));
      const company = answering(own.company, { links });
      await pollSource({ source: own.source, company });
      const isShared = email === PLAN;
      const ports = { ...own, company, source: isShared ? everybodysEntries(own.source, PLAN) : own.source };
      const outcome = await runLink({ ...world.context(email, ports), rules: isShared ? rules : DEFAULT_RULES });
      if (outcome.state === 'stopped') throw new Error(JSON.stringify(outcome.failure));
    }
    world.now += 4 * MINUTE;
    return world.writes - before;
  };
  /** Until two passes in a row write nothing. */
  const settle = async () => {
    for (let quiet = 0, passes = 0; quiet < 2; passes += 1) {
      if (passes > 20) throw new Error('does not settle');
      quiet = (await pass()) === 0 ? quiet + 1 : 0;
    }
  };
  const titles = async (email: string) =>
    (await world.user(email).mailbox.person.list()).map(({ event }) => event.title).sort();
  const create = (title: string, owner: string, participants: readonly string[] = []) =>
    world.source.people.create({ ...sampleEvent, title }, owner, participants);
  return { world, settle, titles, create, entries: () => world.source.people.list() };
}

describe('a shared link', () => {
  it('shows what everybody plans, once each, and follows edits and deletions', async () => {
    const { world, settle, titles, create } = await office();
    const router = await create('New router', ADA, [BEN]);
    const backup = await create('Backup', BEN);
    await settle();
    expect([await titles(PLAN), await titles(ADA)]).toEqual([['Backup', 'New router'], ['New router']]);
    await world.source.people.edit(router, { title: 'New routers' });
    await world.source.people.remove(backup);
    await settle();
    expect([await titles(PLAN), await titles(ADA)]).toEqual([['New routers'], ['New routers']]);
    expect(world.mails).toEqual([]);
  });

  it('one way, an edit and a delete in the shared calendar are taken back, and the entry stays whose it is', async () => {
    const { world, settle, titles, create, entries } = await office();
    await create('New router', BEN, [ADA]);
    await create('Backup', BEN);
    await settle();
    const { person } = world.user(PLAN).mailbox;
    const [first, second] = await person.list();
    await person.edit(first?.id ?? '', { title: 'Mine' });
    await person.remove(second?.id ?? '');
    await person.create({ ...sampleEvent, title: 'Cake' });
    await settle();
    expect(await titles(PLAN)).toEqual(['Backup', 'Cake', 'New router']);
    expect((await entries()).map(({ event, owner, participants }) => [event.title, owner, participants])).toEqual([
      ['New router', BEN, [ADA]],
      ['Backup', BEN, []],
    ]);
  });

  it('two ways, an edit reaches the entry and its owner’s calendar; owner and participants stay', async () => {
    const { world, settle, titles, create, entries } = await office(DEFAULT_RULES);
    await create('New router', ADA, [BEN]);
    await settle();
    const { person } = world.user(PLAN).mailbox;
    const [event] = await person.list();
    await person.edit(event?.id ?? '', { title: 'Two routers' });
    await settle();
    expect([await titles(PLAN), await titles(ADA)]).toEqual([['Two routers'], ['Two routers']]);
    expect(await entries()).toMatchObject([{ owner: ADA, participants: [BEN] }]);
  });
});
