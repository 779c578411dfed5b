// Meetings of several users: what stands before, what people do, and what must come of it. Long because it is one table.
import type { LinkRow } from '../../../shared/sync/ports/rows.ts';
import { MeetingsWorld, type Shown } from '../meetingsWorld.ts';
import type { MeetingSituation } from '../play/playMeetings.ts';

export const ADA = 'ada@example.com';
export const BEN = 'ben@example.com';
export const CAI = 'cai@example.com';
const CHAIR = 'chair@example.org';

const begin =
  (emails: readonly string[], act: (world: MeetingsWorld) => Promise<unknown> = async () => {}, change = {}) =>
  async (): Promise<MeetingsWorld> => {
    const world = await MeetingsWorld.begin(emails, change);
    await act(world);
    return world;
  };

const steering = (owner: string, participants: string[], title = 'Steering') => ({ title, owner, participants });
const all = (emails: readonly string[], title: readonly string[] = ['Steering']): Shown['events'] =>
  Object.fromEntries(emails.map((email) => [email, title]));
const OFF: Partial<LinkRow> = { on: false };

export const MEETING_SITUATIONS: readonly MeetingSituation[] = [
  {
    name: 'two first runs at the same time',
    begin: begin([ADA, BEN]),
    act: async (w) => {
      await w.organise(ADA, [BEN]);
      await w.deliver();
    },
    expected: [{ entries: [steering(ADA, [BEN])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the attendee runs first',
    begin: begin([BEN, ADA]),
    act: async (w) => {
      await w.organise(ADA, [BEN]);
      await w.deliver();
    },
    expected: [{ entries: [steering(ADA, [BEN])], events: all([BEN, ADA]) }],
  },
  {
    name: 'the organiser is not linked',
    begin: begin([ADA, BEN, CAI]),
    act: async (w) => {
      await w.organise(CHAIR, [ADA, BEN, CAI]);
      await w.deliver();
    },
    expected: [
      { entries: [steering(ADA, [BEN, CAI])], events: all([ADA, BEN, CAI]) },
      { entries: [steering(BEN, [ADA, CAI])], events: all([ADA, BEN, CAI]) },
      { entries: [steering(CAI, [ADA, BEN])], events: all([ADA, BEN, CAI]) },
    ],
  },
  {
    name: 'one attendee after the other switches on',
    begin: begin([ADA, BEN, CAI], undefined, { [CAI]: OFF }),
    inStep: true,
    act: async (w) => {
      await w.organise(ADA, [BEN, CAI]);
      await w.deliver();
    },
    between: async (w) => w.changeLink(CAI, { on: true }),
    expected: [{ entries: [steering(ADA, [BEN, CAI])], events: all([ADA, BEN, CAI]) }],
  },
  {
    name: 'the organiser switches on when an attendee has the entry already',
    begin: begin(
      [ADA, BEN],
      async (w) => {
        await w.organise(ADA, [BEN]);
        await w.deliver();
      },
      { [ADA]: OFF },
    ),
    inStep: true,
    act: async (w) => w.changeLink(ADA, { on: true }),
    expected: [{ entries: [steering(ADA, [BEN])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the claim of a link that was switched off is taken over',
    begin: begin([BEN, CAI]),
    act: async (w) => {
      await w.organise(CHAIR, [BEN, CAI]);
      await w.deliver();
    },
    between: async (w) => w.changeLink(BEN, { on: false }),
    later: async (w) => w.changeLink(BEN, { on: true, epoch: 2 }),
    expected: [
      { entries: [steering(BEN, [CAI])], events: all([BEN, CAI]) },
      { entries: [steering(CAI, [BEN])], events: all([BEN, CAI]) },
    ],
  },
  {
    name: 'the claim of a link that has not gone on for an hour is taken over',
    begin: begin([BEN, CAI]),
    act: async (w) => {
      await w.organise(CHAIR, [BEN, CAI]);
      await w.deliver();
      const claim = { link: 'ben', pair: 'stuck', nonce: 'stuck', at: w.now, abandoned: [] };
      await w.tables.companyStore().claimMeeting('uid of Steering', claim, undefined);
      w.stuck.add(BEN);
    },
    later: async (w) => w.stuck.delete(BEN),
    expected: [
      { entries: [steering(BEN, [CAI])], events: all([BEN, CAI]) },
      { entries: [steering(CAI, [BEN])], events: all([BEN, CAI]) },
    ],
  },
  {
    name: 'the organiser changes the meeting',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: (w) => w.change({ title: 'Moved' }),
    expected: [{ entries: [steering(ADA, [BEN], 'Moved')], events: all([ADA, BEN], ['Moved']) }],
  },
  {
    name: 'the organiser is not linked and changes the meeting',
    begin: begin([BEN, CAI], (w) => w.organise(CHAIR, [BEN, CAI])),
    inStep: true,
    act: async (w) => {
      await w.change({ title: 'Moved' });
      await w.deliver();
    },
    expected: [{ entries: [steering(BEN, [CAI], 'Moved')], events: all([BEN, CAI], ['Moved']) }],
  },
  {
    name: 'the entry is changed: Exchange alone changes what it carries',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: async (w) => w.source.people.edit((await w.entry()).id, { title: 'Moved' }),
    expected: [{ entries: [steering(ADA, [BEN], 'Moved')], events: { [ADA]: ['Moved'], [BEN]: ['Steering'] } }],
  },
  {
    name: 'the entry is deleted while the organiser changes the meeting',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: async (w) => {
      await w.source.people.remove((await w.entry()).id);
      await w.change({ title: 'Moved' });
    },
    expected: [{ entries: [steering(ADA, [BEN], 'Moved')], events: all([ADA, BEN], ['Moved']) }],
  },
  {
    name: 'the entry is deleted: the attendee keeps what Exchange carried',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: async (w) => w.source.people.remove((await w.entry()).id),
    expected: [{ entries: [], events: { [ADA]: [], [BEN]: ['Steering'] } }],
  },
  {
    name: 'an attendee deletes the own copy',
    begin: begin([ADA, BEN, CAI], (w) => w.organise(ADA, [BEN, CAI])),
    inStep: true,
    act: (w) => w.remove(BEN),
    expected: [{ entries: [steering(ADA, [CAI])], events: { [ADA]: ['Steering'], [BEN]: [], [CAI]: ['Steering'] } }],
  },
  {
    name: 'the attendee whose link made the entry deletes the own copy, then the last one does',
    begin: begin([BEN, CAI], (w) => w.organise(CHAIR, [BEN, CAI])),
    inStep: true,
    act: (w) => w.remove(BEN),
    later: (w) => w.remove(CAI),
    expected: [{ entries: [], events: all([BEN, CAI], []) }],
  },
  {
    name: 'the organiser deletes the meeting',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: (w) => w.remove(ADA),
    expected: [{ entries: [], events: all([ADA, BEN], []) }],
  },
  {
    name: 'a participant is removed in the application',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: async (w) => w.source.people.reassign((await w.entry()).id, ADA, []),
    expected: [{ entries: [steering(ADA, [])], events: all([ADA, BEN]) }],
  },
  {
    name: 'somebody is invited later',
    begin: begin([ADA, BEN, CAI], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: (w) => w.invite(CAI),
    expected: [{ entries: [steering(ADA, [BEN, CAI])], events: all([ADA, BEN, CAI]) }],
  },
  {
    name: 'the mail comes later than the entry',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [])),
    inStep: true,
    act: async (w) => {
      await w.source.people.reassign((await w.entry()).id, ADA, [BEN]);
      await w.invite(BEN);
    },
    expected: [{ entries: [steering(ADA, [BEN])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the mail comes when the silent copy stands',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [CAI])),
    inStep: true,
    act: async (w) => {
      w.mailHeldUntil = w.now + 40 * 60_000;
      await w.source.people.reassign((await w.entry()).id, ADA, [BEN]);
      await w.invite(BEN);
    },
    expected: [{ entries: [steering(ADA, [BEN])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the entry and its silent copy were there before the meeting was known',
    begin: begin([ADA, BEN], async (w) => {
      await w.source.people.create(w.newEvent('Steering'), ADA, [BEN]);
    }),
    inStep: true,
    act: async (w) => {
      const [event] = await w.eventsOf(ADA);
      w.adopt(ADA, event?.uid ?? '', [BEN]);
      await w.change({ title: 'Moved' }, event?.uid);
    },
    expected: [{ entries: [steering(ADA, [BEN], 'Moved')], events: all([ADA, BEN], ['Moved']) }],
  },
  {
    name: 'both had an entry of their own before',
    begin: begin([ADA, BEN], async (w) => {
      await w.organise(ADA, [BEN]);
      for (const email of [ADA, BEN]) await w.source.people.create(w.newEvent('Steering'), email);
      await w.deliver();
    }),
    act: async () => {},
    expected: [{ entries: [steering(ADA, []), steering(BEN, [])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the organiser had an entry before',
    begin: begin([BEN, ADA], async (w) => {
      await w.organise(ADA, [BEN]);
      await w.source.people.create(w.newEvent('Steering'), ADA);
      await w.deliver();
    }),
    act: async () => {},
    expected: [{ entries: [steering(ADA, [BEN])], events: all([BEN, ADA]) }],
  },
  {
    name: 'the application had the entry with both of them before',
    begin: begin([BEN, ADA], async (w) => {
      await w.organise(ADA, [BEN]);
      await w.source.people.create(w.newEvent('Steering'), ADA, [BEN]);
      await w.deliver();
    }),
    act: async () => {},
    expected: [{ entries: [steering(ADA, [BEN])], events: all([BEN, ADA]) }],
  },
  {
    name: 'the tables are lost',
    begin: begin([ADA, BEN], (w) => w.organise(ADA, [BEN])),
    inStep: true,
    act: async (w) => w.loseRows(),
    expected: [{ entries: [steering(ADA, [BEN])], events: all([ADA, BEN]) }],
  },
  {
    name: 'the link that made the entry is switched off and removes what it made',
    begin: begin([BEN, CAI], (w) => w.organise(CHAIR, [BEN, CAI])),
    inStep: true,
    act: async (w) => w.changeLink(BEN, { on: false, started: false, removing: true }),
    expected: [{ entries: [steering(BEN, [CAI])], events: all([BEN, CAI]) }],
  },
];
