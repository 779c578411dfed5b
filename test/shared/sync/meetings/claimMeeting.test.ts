// The link that makes the entry of a meeting, through whole runs of the links of one company.
import { describe, expect, it } from 'vitest';
import { explainPair } from '../../../../shared/links/pairs/explainPair.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { MeetingsWorld } from '../../../world/meetingsWorld.ts';
import { rest } from '../../../world/play/playMeetings.ts';

const [ADA, BEN, CAI] = ['ada@example.com', 'ben@example.com', 'cai@example.com'];
const CHAIR = 'chair@example.org';
const MINUTE = 60_000;

async function verdictOf(world: MeetingsWorld, email: string) {
  const { store } = world.ports(email);
  const [pair] = await store.list('pair');
  const [mark] = await store.list('dirty');
  if (!pair) throw new Error('the link knows nothing');
  const { row: link } = world.user(email);
  const facts = {
    pair: pair.row,
    mark: mark?.row,
    losers: [],
    link,
    lease: undefined,
    hold: undefined,
    now: world.now,
  };
  return explainPair(facts);
}

describe('claimMeeting', () => {
  it('what a link that is off has made and told nobody of becomes the meeting’s entry', async () => {
    const world = await MeetingsWorld.begin([BEN, CAI], { [BEN]: { on: false } });
    await world.organise(CHAIR, [BEN, CAI]);
    const claim = { link: 'ben', pair: 'p', nonce: 'n', at: world.now, abandoned: [] };
    await world.tables.companyStore().claimMeeting('uid of Steering', claim, undefined);
    await world.source.create([{ event: world.newEvent('Steering'), tag: { pair: 'p', nonce: 'n' }, owner: BEN }]);
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [CAI] }]);
  });

  it('an attendee’s link waits for the organiser’s, says so, and goes on by itself after an hour', async () => {
    const world = await MeetingsWorld.begin([BEN, ADA]);
    world.stuck.add(ADA);
    await world.organise(ADA, [BEN]);
    await world.deliver();
    await runLink(world.context(BEN));
    expect(await verdictOf(world, BEN)).toEqual({ state: 'waiting', for: 'otherLink', until: world.now + MINUTE });
    expect(world.source.writes).toBe(0);
    world.now += 59 * MINUTE;
    await runLink(world.context(BEN));
    expect(await verdictOf(world, BEN)).toEqual({ state: 'waiting', for: 'otherLink', until: world.now + 10 * MINUTE });
    world.now += 10 * MINUTE;
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [] }]);
    expect((await verdictOf(world, BEN)).state).toBe('inStep');
  });

  it.each([
    ['not started', { started: false }],
    ['off', { on: false }],
  ])('an organiser’s link that is %s is not waited for', async (_, change) => {
    const world = await MeetingsWorld.begin([BEN, ADA], { [ADA]: change });
    await world.organise(ADA, [BEN]);
    await world.deliver();
    for (let runs = 0; runs < 3; runs += 1) await runLink(world.context(BEN));
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [] }]);
  });

  it('a link that is not started claims nothing', async () => {
    const world = await MeetingsWorld.begin([BEN], { [BEN]: { started: false } });
    await world.organise(CHAIR, [BEN]);
    await world.deliver();
    await runLink(world.context(BEN));
    expect(await world.tables.companyStore().meeting('uid of Steering')).toBeUndefined();
  });

  it('another link that has announced the entry is waited for', async () => {
    const world = await MeetingsWorld.begin([BEN, CAI]);
    world.stuck.add(CAI);
    await world.organise(CHAIR, [BEN, CAI]);
    await world.deliver();
    const claim = { link: 'cai', pair: 'p', nonce: 'n', at: world.now, abandoned: [] };
    await world.tables.companyStore().claimMeeting('uid of Steering', claim, undefined);
    await runLink(world.context(BEN));
    expect(await verdictOf(world, BEN)).toMatchObject({ state: 'waiting', for: 'otherLink' });
  });

  it('an entry that is gone with the application’s data is made anew', async () => {
    const world = await MeetingsWorld.begin([BEN]);
    const row = { link: 'cai', pair: 'p', nonce: 'n', at: 1, abandoned: [], entry: 'S99' };
    await world.tables.companyStore().publishMeeting('uid of Steering', row, undefined);
    await world.organise(CHAIR, [BEN]);
    expect(await rest(world)).toBe(true);
    const stored = await world.tables.companyStore().meeting('uid of Steering');
    expect((await world.entries()).map(({ id, owner }) => [id, owner])).toEqual([[stored?.row.entry, BEN]]);
  });

  it('a copy with the same UID, as some programs make it, is an event of its own', async () => {
    const world = await MeetingsWorld.begin([BEN]);
    await world.organise(CHAIR, [BEN]);
    expect(await rest(world)).toBe(true);
    await world.user(BEN).mailbox.person.carryTwice('uid of Steering');
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toHaveLength(2);
    expect((await world.shown()).events[BEN]).toHaveLength(2);
  });
});
