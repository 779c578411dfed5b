import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import { answering } from '../../../world/answering.ts';
import { MeetingsWorld } from '../../../world/meetingsWorld.ts';
import { seam } from '../../../world/play/faults.ts';
import { bringInStep, passOf } from '../../../world/play/playMeetings.ts';

const [ADA, BEN] = ['ada@example.com', 'ben@example.com'];
const MINUTE = 60_000;

/** Ben is made a participant of the entry of Ada's meeting, and Exchange carries nothing to him. */
async function withoutMail(): Promise<MeetingsWorld> {
  const world = await MeetingsWorld.begin([ADA, BEN]);
  await world.organise(ADA, []);
  await bringInStep(world);
  await world.source.people.reassign((await world.entry()).id, ADA, [BEN]);
  return world;
}

const ben = (world: MeetingsWorld) => passOf(world, BEN, seam(world.ports(BEN), []));
const eventsOfBen = async (world: MeetingsWorld) => (await world.shown()).events[BEN];

describe('awaitEvent', () => {
  it('the mail with the invitation is waited for, and then a silent copy is made', async () => {
    const world = await withoutMail();
    const end = world.now + LATE_MS;
    for (; world.now < end; world.now += MINUTE) {
      await ben(world);
      expect(await eventsOfBen(world)).toEqual([]);
      const [pair] = await world.ports(BEN).store.list('pair');
      expect(pair?.row.meeting?.awaits?.for).toBe('mail');
    }
    world.now += 5 * MINUTE;
    await ben(world);
    expect(await eventsOfBen(world)).toEqual(['Steering']);
    expect((await world.ports(BEN).store.list('pair'))[0]?.row.meeting?.awaits).toBeUndefined();
  });

  it('the event that the mail brings is taken, and no copy is made', async () => {
    const world = await withoutMail();
    await ben(world);
    await world.invite(BEN);
    await world.deliver();
    const before = world.user(BEN).mailbox.writes;
    for (let passes = 0; passes < 6; passes += 1) {
      await ben(world);
      world.now += 4 * MINUTE;
    }
    expect(await eventsOfBen(world)).toEqual(['Steering']);
    expect(world.user(BEN).mailbox.writes).toBe(before);
  });

  it('an event that no change has shown is found by its UID', async () => {
    const world = await withoutMail();
    await ben(world);
    await world.invite(BEN);
    await world.deliver();
    const blind = world.ports(BEN);
    const { watermark } = (await blind.store.list('mailboxWatermark'))[0]?.row ?? {};
    const changes = async () =>
      ({ ok: true, value: { changes: [], watermark: watermark ?? '', more: false } }) as const;
    world.now += MINUTE;
    const through = seam({ ...blind, mailbox: answering(blind.mailbox, { changes }) }, []);
    await passOf(world, BEN, through);
    const [pair] = await blind.store.list('pair');
    expect(pair?.row.mailbox?.uid).toBe('uid of Steering');
  });
});
