// Invitations from the owner's calendar: what stands before, what people do, what must come of it, and who is mailed.
import { DEFAULT_RULES } from '../../../shared/sync/ports/linkRules.ts';
import { MeetingsWorld } from '../meetingsWorld.ts';
import type { MeetingSituation } from '../play/playMeetings.ts';
import { ADA, BEN } from './meetingSituations.ts';

/** Takes part, and has no mailbox here. */
const DORA = 'dora@elsewhere.example';

const begin =
  (emails: readonly string[], entry?: readonly string[], change = {}) =>
  async (): Promise<MeetingsWorld> => {
    const world = await MeetingsWorld.begin(emails, change);
    world.participants = 'invitations';
    world.rules = DEFAULT_RULES;
    if (entry) await world.source.people.create(world.newEvent('Steering'), ADA, entry);
    return world;
  };

const entry = (participants: string[], title = 'Steering', owner = ADA) => ({ title, owner, participants });
const both = (title = 'Steering') => ({ [ADA]: [title], [BEN]: [title] });

/** A write that landed without an answer is remembered, so that later changes are told. */
const rename = async (w: MeetingsWorld) => w.source.people.edit((await w.entry()).id, { title: 'Last' });

export const INVITATION_SITUATIONS: readonly MeetingSituation[] = [
  {
    name: 'an entry with participants is made',
    begin: begin([ADA, BEN]),
    act: (w) => w.source.people.create(w.newEvent('Steering'), ADA, [BEN, DORA]),
    later: rename,
    expected: [
      {
        entries: [entry([BEN, DORA], 'Last')],
        events: both('Last'),
        mails: [`invitation ${BEN}`, `invitation ${DORA}`, `update ${BEN}`, `update ${DORA}`],
      },
    ],
  },
  {
    name: 'the attendee’s link runs first, and the mail comes later',
    begin: async () => {
      const world = await MeetingsWorld.begin([BEN, ADA]);
      world.participants = 'invitations';
      world.mailHeldUntil = world.now + 30 * 60_000;
      return world;
    },
    act: (w) => w.source.people.create(w.newEvent('Steering'), ADA, [BEN]),
    expected: [
      {
        entries: [entry([BEN])],
        events: { [BEN]: ['Steering'], [ADA]: ['Steering'] },
        mails: [`invitation ${BEN}`],
      },
    ],
  },
  {
    name: 'a change is told',
    begin: begin([ADA, BEN], [BEN]),
    inStep: true,
    act: async (w) => w.source.people.edit((await w.entry()).id, { title: 'Later' }),
    expected: [
      { entries: [entry([BEN], 'Later')], events: both('Later'), mails: [`invitation ${BEN}`, `update ${BEN}`] },
    ],
  },
  {
    name: 'one comes and one goes',
    begin: begin([ADA, BEN], [BEN]),
    inStep: true,
    act: async (w) => w.source.people.reassign((await w.entry()).id, ADA, [DORA]),
    expected: [
      {
        entries: [entry([DORA])],
        events: { [ADA]: ['Steering'], [BEN]: ['(Steering)'] },
        mails: [`cancellation ${BEN}`, `invitation ${BEN}`, `invitation ${DORA}`],
      },
    ],
  },
  {
    name: 'the entry goes',
    begin: begin([ADA, BEN], [BEN]),
    inStep: true,
    act: async (w) => w.source.people.remove((await w.entry()).id),
    expected: [
      {
        entries: [],
        events: { [ADA]: [], [BEN]: ['(Steering)'] },
        mails: [`cancellation ${BEN}`, `invitation ${BEN}`],
      },
    ],
  },
  {
    name: 'the entry goes before the invitation has come',
    begin: async () => {
      const world = await MeetingsWorld.begin([ADA, BEN]);
      world.participants = 'invitations';
      world.mailHeldUntil = world.now + 28 * 60_000;
      await world.source.people.create(world.newEvent('Steering'), ADA, [BEN]);
      return world;
    },
    inStep: true,
    act: async (w) => w.source.people.remove((await w.entry()).id),
    expected: [
      {
        entries: [],
        events: { [ADA]: [], [BEN]: ['(Steering)'] },
        mails: [`cancellation ${BEN}`, `invitation ${BEN}`],
      },
      // The cancelled meeting took the place of a silent copy that was about to go.
      { entries: [], events: { [ADA]: [], [BEN]: [] }, mails: [`cancellation ${BEN}`, `invitation ${BEN}`] },
    ],
  },
  {
    name: 'the silent copy gives way when the rule is switched on and the entry changes',
    begin: async () => {
      const world = await MeetingsWorld.begin([ADA, BEN]);
      await world.source.people.create(world.newEvent('Steering'), ADA, [BEN]);
      return world;
    },
    inStep: true,
    act: async (w) => {
      w.participants = 'invitations';
      await w.source.people.edit((await w.entry()).id, { title: 'Later' });
    },
    later: rename,
    expected: [
      { entries: [entry([BEN], 'Last')], events: both('Last'), mails: [`invitation ${BEN}`, `update ${BEN}`] },
    ],
  },
  {
    name: 'the owner changes',
    begin: begin([ADA, BEN], [BEN]),
    inStep: true,
    act: async (w) => w.source.people.reassign((await w.entry()).id, BEN, [ADA]),
    expected: [
      {
        entries: [entry([ADA], 'Steering', BEN)],
        events: { [ADA]: ['Steering'], [BEN]: ['(Steering)', 'Steering'] },
        mails: [`cancellation ${BEN}`, `invitation ${ADA}`, `invitation ${BEN}`],
      },
    ],
  },
];
