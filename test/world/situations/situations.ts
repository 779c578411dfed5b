// The situations that the crash sweeps go through: what stands before, what people do, what must come of it.
// Long because it is one table.
import { ADA, GRACE, type World, type WorldOptions } from '../world.ts';

export interface Situation {
  readonly name: string;
  readonly options?: WorldOptions;
  /** Brought in step by runs without faults. */
  readonly before?: (world: World) => Promise<void>;
  readonly act: (world: World) => Promise<void>;
  /** The rows go: what explains a write of ours is there as long as it may land, and not any longer. */
  readonly forgets?: true;
  /** The deeds of people between the first pass and the second. */
  readonly between?: (world: World) => Promise<void>;
  /** The deeds of people before each pass without faults. */
  readonly release?: (world: World) => Promise<void>;
  readonly expected?: { readonly things?: number; readonly unequal?: true };
  readonly check?: (world: World) => Promise<string | undefined>;
}

/** With their names as titles of tests; `$name` would cut them short. */
export const named = (situations: readonly Situation[]): (readonly [string, Situation])[] =>
  situations.map((situation) => [situation.name, situation]);

/** So many losing values are on record in the end. */
export const losers =
  (count: number, most = count) =>
  async (world: World): Promise<string | undefined> => {
    const found = (await world.history()).length;
    return found < count || found > most ? `${found} losing values on record instead of ${count}` : undefined;
  };

export async function releaseHold(world: World): Promise<void> {
  const hold = (await world.ports.store.list('hold'))[0];
  if (hold?.row.state !== 'held') return;
  const row = { ...hold.row, state: 'released' as const };
  await world.ports.store.commit([{ op: 'replace', kind: 'hold', name: '', row, etag: hold.etag }]);
}

const times = async (count: number, work: () => Promise<void>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await work();
};

/** Situations about content: created, edited, merged, deleted. */
export const CONTENT_SITUATIONS: readonly Situation[] = [
  { name: 'an entry is created', act: (w) => w.createEntry(), expected: { things: 1 } },
  { name: 'an event is created', act: (w) => w.createEvent(), expected: { things: 1 } },
  {
    name: 'several are created on both sides',
    act: async (w) => {
      await times(3, () => w.createEntry());
      await times(3, () => w.createEvent());
    },
    expected: { things: 6 },
  },
  {
    name: 'an entry is updated',
    before: (w) => w.createEvent(),
    act: (w) => w.editEntry(['title', 'description']),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'an event is updated',
    before: (w) => w.createEntry(),
    act: (w) => w.editEvent(['title', 'location']),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'five entries are updated',
    before: (w) => times(5, () => w.createEntry()),
    act: async (w) => {
      for (let i = 0; i < 5; i += 1) await w.editEntry(['title'], i);
    },
    expected: { things: 5 },
    check: losers(0),
  },
  {
    name: 'an event is moved in time',
    before: (w) => w.createEntry(),
    act: (w) => w.reschedule('event', '2026-12-02T10:00:00'),
    expected: { things: 1 },
  },
  {
    name: 'different fields change on both sides',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.editEvent(['title']);
      await w.editEntry(['description']);
    },
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'the same field changes on both sides, the mailbox wins',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.editEvent(['title']);
      await w.editEntry(['title']);
    },
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'the same field changes on both sides, the source wins',
    options: { conflictPolicy: 'source' },
    before: (w) => w.createEntry(),
    act: async (w) => {
      await w.editEvent(['title', 'location']);
      await w.editEntry(['title', 'description']);
    },
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'a person edits on top of our write',
    before: (w) => w.createEntry(),
    act: (w) => w.editEntry(['title']),
    between: (w) => w.editEvent(['description']),
    expected: { things: 1 },
  },
  {
    name: 'a person edits what we are about to overwrite',
    before: (w) => w.createEvent(),
    act: (w) => w.editEvent(['title']),
    between: (w) => w.editEntry(['title']),
    expected: { things: 1 },
  },
  {
    name: 'an entry is deleted',
    before: (w) => w.createEvent(),
    act: (w) => w.deleteEntry(),
    expected: { things: 0 },
  },
  {
    name: 'an event is deleted',
    before: (w) => w.createEntry(),
    act: (w) => w.deleteEvent(),
    expected: { things: 0 },
  },
  {
    name: 'an event that we made is deleted at once',
    act: (w) => w.createEntry(),
    between: async (w) => {
      if ((await w.ports.person.list()).length > 0) await w.deleteEvent();
    },
  },
  {
    name: 'an entry is deleted and its event edited',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.deleteEntry();
      await w.editEvent(['title']);
    },
    expected: { things: 1 },
  },
  {
    name: 'an entry is deleted, and its event edited while we delete it',
    before: (w) => w.createEvent(),
    act: (w) => w.deleteEntry(),
    between: async (w) => {
      if ((await w.ports.person.list()).length > 0) await w.editEvent(['title', 'description']);
    },
  },
  {
    name: 'an event is deleted and its entry edited',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.deleteEvent();
      await w.editEntry(['description']);
    },
    expected: { things: 1 },
  },
  {
    name: 'both are deleted',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.deleteEvent();
      await w.deleteEntry();
    },
    expected: { things: 0 },
  },
];

/** Situations about identity: moved, copied, matched, listed anew, handed over, held. */
export const IDENTITY_SITUATIONS: readonly Situation[] = [
  {
    name: 'an event changes its id',
    before: (w) => w.createEntry(),
    act: (w) => w.moveEvent(),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'an event changes its id and is edited',
    before: (w) => w.createEntry(),
    act: async (w) => {
      await w.moveEvent();
      await w.editEvent(['title']);
    },
    expected: { things: 1 },
  },
  { name: 'an event is copied', before: (w) => w.createEntry(), act: (w) => w.copyEvent(), expected: { things: 2 } },
  {
    name: 'an event is copied before we knew that it is ours',
    act: (w) => w.createEntry(),
    between: async (w) => {
      if ((await w.ports.person.list()).length > 0) await w.copyEvent();
    },
  },
  {
    name: 'a deleted event is brought back',
    before: async (w) => {
      await w.createEntry();
    },
    act: (w) => w.deleteEvent(),
    between: (w) => w.ports.person.restoreDeleted(),
  },
  {
    name: 'the first run matches what stands on both sides',
    options: { started: false },
    before: async (w) => {
      await w.createOnBothSides();
      await w.createOnBothSides(3, 2);
      await w.createEvent();
      await w.createEntry();
    },
    act: (w) => w.start(),
    expected: { things: 6 },
    check: losers(0),
  },
  {
    name: 'the first run lists and matches',
    options: { started: false },
    act: async (w) => {
      await w.createOnBothSides(2, 2);
      await times(3, () => w.createEvent());
      await times(3, () => w.createEntry());
    },
    between: (w) => w.start(),
    expected: { things: 8 },
    check: losers(0),
  },
  {
    name: 'the mailbox is listed anew',
    before: async (w) => {
      await times(4, () => w.createEvent());
    },
    act: async (w) => {
      await w.ports.person.invalidateWatermarks();
      await w.deleteEvent();
    },
    expected: { things: 3 },
  },
  {
    name: 'the link is off and on again',
    before: (w) => times(2, () => w.createEntry()),
    act: async (w) => {
      await w.switchOff();
      await w.deleteEntry();
      await w.editEntry(['title']);
      await w.createEntry();
    },
    between: (w) => w.switchOn(),
    expected: { things: 2 },
  },
  {
    name: 'a participant edits the copy, and it is reverted',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: (w) => w.editEvent(['title']),
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'a participant deletes the copy, and it is respected',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: (w) => w.deleteEvent(),
    expected: { things: 0, unequal: true },
    check: async (w) => ((await w.ports.people.list()).length === 1 ? undefined : 'the entry is gone'),
  },
  {
    name: 'a participant is removed',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: async (w) => w.ports.people.reassign((await w.entry()).id, GRACE, []),
    expected: { things: 0 },
  },
  {
    name: 'a participant is removed and added again',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: async (w) => w.ports.people.reassign((await w.entry()).id, GRACE, []),
    between: async (w) => w.ports.people.reassign((await w.entry()).id, GRACE, [ADA]),
    expected: { things: 1 },
  },
  {
    name: 'an entry changes hands and comes back',
    before: (w) => w.createEntry(),
    act: async (w) => w.ports.people.reassign((await w.entry()).id, GRACE, []),
    between: async (w) => w.ports.people.reassign((await w.entry()).id, ADA, []),
    expected: { things: 1 },
  },
  {
    name: 'many deletes are held and released',
    before: (w) => times(14, () => w.createEvent()),
    act: (w) => times(12, () => w.deleteEntry()),
    release: releaseHold,
    expected: { things: 2 },
  },
];
