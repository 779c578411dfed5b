// The link that comes second joins, through whole runs of the links of one company.

import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../../../shared/sync/pair/row/standing.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { MeetingsWorld } from '../../../world/meetingsWorld.ts';
import { seam } from '../../../world/play/faults.ts';
import { bringInStep, passOf, rest } from '../../../world/play/playMeetings.ts';

const [ADA, BEN] = ['ada@example.com', 'ben@example.com'];
const CHAIR = 'chair@example.org';

const pairsOf = async (world: MeetingsWorld, email: string) =>
  (await world.ports(email).store.list('pair')).map(({ row }) => row).filter((row) => !hasEnded(row));

describe('joinEntry', () => {
  it('the organiser’s link takes over an entry that an attendee’s has made, once', async () => {
    const world = await MeetingsWorld.begin([BEN, ADA], { [ADA]: { on: false } });
    await world.organise(ADA, [BEN]);
    await bringInStep(world);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [] }]);
    world.changeLink(ADA, { on: true });
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: ADA, participants: [BEN] }]);
    await world.source.people.reassign((await world.entry()).id, BEN, [ADA]);
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [ADA] }]);
  });

  it('an entry that people made stays its owner’s', async () => {
    const world = await MeetingsWorld.begin([BEN, ADA]);
    world.stuck.add(ADA);
    await world.source.people.create(world.newEvent('Steering'), BEN);
    await world.organise(ADA, [BEN]);
    await bringInStep(world);
    world.stuck.clear();
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: BEN, participants: [ADA] }]);
  });

  it('what differs when the organiser joins is compared, and the loser is on record', async () => {
    const world = await MeetingsWorld.begin([BEN, ADA], { [ADA]: { on: false } });
    await world.organise(ADA, [BEN]);
    await bringInStep(world);
    await world.source.people.edit((await world.entry()).id, { location: 'Room 7' });
    world.stuck.add(BEN);
    world.changeLink(ADA, { on: true });
    await rest(world);
    expect((await world.entry()).event.location).toBe('Room 1');
    const losers = (await world.ports(ADA).store.list('history')).map(({ row }) => [row.why, row.field, row.sealed]);
    expect(losers).toEqual([['conflict', 'location', '"Room 7"']]);
  });

  it('a silent copy that its user edited just before the mail came goes, and the edit is on record', async () => {
    const world = await MeetingsWorld.begin([ADA, BEN]);
    await world.organise(ADA, []);
    await bringInStep(world);
    await world.source.people.reassign((await world.entry()).id, ADA, [BEN]);
    world.mailHeldUntil = world.now + 30 * 60_000;
    expect(await rest(world)).toBe(true);
    const [copy] = await world.eventsOf(BEN);
    await world.invite(BEN);
    world.mailHeldUntil = 0;
    await world.deliver();
    await world.user(BEN).mailbox.person.edit(copy?.id ?? '', { location: 'My own room' });
    await runLink(world.context(BEN));
    expect(await rest(world)).toBe(true);
    expect((await world.eventsOf(BEN)).map(({ event }) => event.location)).toEqual(['Room 1']);
    const losers = (await world.ports(BEN).store.list('history')).map(({ row }) => [row.why, row.sealed]);
    expect(losers).toEqual([['removed', '"My own room"']]);
    expect(await world.entries()).toHaveLength(1);
  });

  it('a user whose filter makes no entries of others’ meetings has the one of an entry once all the same', async () => {
    const world = await MeetingsWorld.begin([ADA, BEN]);
    const { filters } = world.rules;
    world.rules = { ...world.rules, filters: { ...filters, toSource: { ownOnly: true } } };
    await world.organise(ADA, []);
    await bringInStep(world);
    await world.source.people.reassign((await world.entry()).id, ADA, [BEN]);
    world.mailHeldUntil = world.now + 30 * 60_000;
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).events[BEN]).toEqual(['Steering']);
    await world.invite(BEN);
    world.mailHeldUntil = 0;
    expect(await rest(world)).toBe(true);
    expect((await world.eventsOf(BEN)).map(({ uid }) => uid)).toEqual(['uid of Steering']);
    expect((await world.shown()).entries).toEqual([{ title: 'Steering', owner: ADA, participants: [BEN] }]);
  });

  it('the other pair ends in the same transaction, and nothing that was planned for it is done', async () => {
    const world = await MeetingsWorld.begin([ADA, BEN]);
    world.stuck.add(BEN);
    await world.source.people.create(world.newEvent('Steering'), ADA, [BEN]);
    await bringInStep(world);
    const [event] = await world.eventsOf(ADA);
    world.adopt(ADA, event?.uid ?? '', [BEN]);
    world.stuck.clear();
    await bringInStep(world);
    expect(await pairsOf(world, BEN)).toHaveLength(1);
    await world.change({ title: 'Moved' }, event?.uid);
    world.stuck.add(BEN);
    await bringInStep(world);
    world.stuck.clear();
    for (let passes = 0; passes < 6; passes += 1) await passOf(world, BEN, seam(world.ports(BEN), []));
    const [pair, ...more] = await pairsOf(world, BEN);
    expect(more).toEqual([]);
    expect(pair).toMatchObject({ role: 'participant', mailbox: { uid: event?.uid }, orphans: [] });
    expect((await world.shown()).events[BEN]).toEqual(['Moved']);
  });

  it('the carried copy of who takes part is written by nobody, whatever changes', async () => {
    const world = await MeetingsWorld.begin([BEN, ADA]);
    await world.organise(ADA, [BEN]);
    await bringInStep(world);
    const [event] = await world.eventsOf(BEN);
    const before = { mailbox: world.user(BEN).mailbox.writes };
    await world.source.people.edit((await world.entry()).id, { keywords: ['theirs'], title: 'Moved' });
    await world.user(BEN).mailbox.person.edit(event?.id ?? '', { keywords: ['mine'] });
    expect(await rest(world)).toBe(true);
    expect(world.user(BEN).mailbox.writes).toBe(before.mailbox);
    expect((await world.entry()).event).toMatchObject({ title: 'Moved', keywords: ['theirs'] });
    expect((await world.eventsOf(BEN))[0]?.event).toMatchObject({ title: 'Steering', keywords: ['mine'] });
  });

  it('who takes the deleted copy out of Deleted Items takes part again', async () => {
    const world = await MeetingsWorld.begin([ADA, BEN]);
    await world.organise(ADA, [BEN]);
    await bringInStep(world);
    await world.remove(BEN);
    expect(await rest(world)).toBe(true);
    expect((await world.entry()).participants).toEqual([]);
    await world.user(BEN).mailbox.person.restoreDeleted();
    expect(await rest(world)).toBe(true);
    expect((await world.entry()).participants).toEqual([BEN]);
    expect((await world.shown()).events[BEN]).toHaveLength(1);
  });

  it('the only one who takes part deletes the own copy, and the entry goes', async () => {
    const world = await MeetingsWorld.begin([BEN]);
    await world.organise(CHAIR, [BEN]);
    await bringInStep(world);
    expect((await world.shown()).entries).toHaveLength(1);
    await world.remove(BEN);
    expect(await rest(world)).toBe(true);
    expect((await world.shown()).entries).toEqual([]);
  });
});
