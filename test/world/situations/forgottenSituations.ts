// Our copies are to be removed, or the rows are lost: the link begins anew by matching and by its tags. Long because it is
// one table.

import { seam } from '../play/faults.ts';
import { pass } from '../play/play.ts';
import { ADA, GRACE, thingOf, type World } from '../world.ts';
import { losers, type Situation } from './situations.ts';

/** Items of people that stay on either side, and of ours that are left over. */
interface Left {
  readonly events: number;
  readonly entries: number;
}

const counts = async (w: World): Promise<Left> => ({
  events: (await w.ports.person.list()).length,
  entries: (await w.ports.people.list()).length,
});

/** The removal has ended, so many items stand on each side, and the link knows nothing any more. */
const isRemoved =
  (left: Left) =>
  async (w: World): Promise<string | undefined> => {
    const found = await counts(w);
    if (found.events !== left.events || found.entries !== left.entries) return `left over: ${JSON.stringify(found)}`;
    const [cleanup] = await w.ports.store.list('cleanup');
    if (cleanup?.row.state !== 'done') return `the removal has not ended: ${cleanup?.row.state}`;
    const pairs = await w.ports.store.list('pair');
    return pairs.length > 0 ? `${pairs.length} pairs are left` : undefined;
  };

/** The same, but who edits while it goes on may save an item from it, or come too late. */
const isRemovedBut =
  (least: Left, most: Left) =>
  async (w: World): Promise<string | undefined> => {
    const found = await counts(w);
    const wrong = isRemoved(found);
    const within =
      found.events >= least.events &&
      found.events <= most.events &&
      found.entries >= least.entries &&
      found.entries <= most.entries;
    return within ? wrong(w) : `left over: ${JSON.stringify(found)}`;
  };

/** An event and an entry of people, each with our copy, a series of ours, and what stood on both sides. */
async function inStep(w: World): Promise<void> {
  await w.createEntry();
  await w.createEvent();
  await w.createSeriesEntry();
  await w.createOnBothSides();
}

/** Of those in step: two events and three entries are of our making or people's. */
const PEOPLES: Left = { events: 2, entries: 3 };
const THINGS = 4;

const indexOf = async (w: World, side: 'event' | 'entry', thing: string): Promise<number> => {
  const items = await (side === 'event' ? w.ports.person.list() : w.ports.people.list());
  return items.findIndex(({ event }) => thingOf(event) === thing);
};

/** A person changes an item if it still stands there. */
async function edit(
  w: World,
  { side, thing }: { readonly side: 'event' | 'entry'; readonly thing: string },
  field: 'title' | 'location',
): Promise<void> {
  const index = await indexOf(w, side, thing);
  if (index < 0) return;
  await (side === 'event' ? w.editEvent([field], index) : w.editEntry([field], index));
}

/** Runs without faults. */
async function settleDown(w: World): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await pass(w, seam(w.ports, []));
    w.now += 4 * 60_000;
  }
}

const remove = (w: World): Promise<void> => w.switchOffAndRemove();
const startAgain = async (w: World): Promise<void> => {
  await w.switchOn();
  await w.start();
};

/** The rows are lost; the link is set up again, and what its tags say is to be removed. */
async function loseAndRemove(w: World): Promise<void> {
  await w.loseRows();
  await remove(w);
}

const CLEANUPS: readonly Situation[] = [
  {
    name: 'what we made is removed',
    before: inStep,
    act: remove,
    expected: { unequal: true },
    check: isRemoved(PEOPLES),
  },
  {
    name: 'what we made is removed, but for what people changed before',
    before: inStep,
    act: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await edit(w, { side: 'entry', thing: 'thing 2' }, 'location');
      await remove(w);
    },
    expected: { unequal: true },
    check: isRemoved({ events: PEOPLES.events + 1, entries: PEOPLES.entries + 1 }),
  },
  {
    name: 'a person changes what is about to be removed',
    before: inStep,
    act: remove,
    between: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await edit(w, { side: 'entry', thing: 'thing 2' }, 'location');
    },
    expected: { unequal: true },
    check: isRemovedBut(PEOPLES, { events: PEOPLES.events + 1, entries: PEOPLES.entries + 1 }),
  },
  {
    name: 'what we made is removed after a run that may not have ended well',
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.createEntry();
      await w.editEvent(['title']);
    },
    between: remove,
    expected: { unequal: true },
    check: isRemoved({ events: 1, entries: 1 }),
  },
  {
    name: 'a person edits an occurrence of a series that may have arrived in part, and what we made is removed',
    act: (w) => w.createSeriesEntry(),
    between: async (w) => {
      const [first, twin] = await w.ports.person.list();
      if (first) await w.editOccurrence('event', 4);
      // Created twice, and edited before we saw the two.
      if (first && twin) w.allow(first.event, 2);
      await remove(w);
    },
    expected: { unequal: true },
    check: isRemovedBut({ events: 0, entries: 1 }, { events: 1, entries: 1 }),
  },
  {
    name: 'the link is switched on again in the middle of the removal',
    before: inStep,
    act: remove,
    between: startAgain,
    expected: { things: THINGS },
    check: losers(0),
  },
  {
    name: 'the link is switched on again in the middle of the removal, and people changed both sides',
    before: inStep,
    act: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await remove(w);
    },
    between: async (w) => {
      await edit(w, { side: 'entry', thing: 'thing 1' }, 'location');
      await startAgain(w);
    },
    expected: { things: THINGS },
  },
  {
    name: 'somebody else’s entry keeps standing when its copy is removed',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: remove,
    expected: { unequal: true },
    check: isRemoved({ events: 0, entries: 1 }),
  },
  {
    name: 'an item of ours is deleted by a person while all of it is removed',
    before: inStep,
    act: remove,
    between: async (w) => {
      const index = await indexOf(w, 'event', 'thing 1');
      if (index >= 0) await w.deleteEvent(index);
    },
    expected: { unequal: true },
    check: isRemoved(PEOPLES),
  },
  {
    name: 'the rows are lost, and what we made is removed by its tags',
    before: inStep,
    act: loseAndRemove,
    expected: { unequal: true },
    check: isRemoved(PEOPLES),
  },
  {
    name: 'the rows are lost, and what we made is removed but for what people changed',
    before: inStep,
    act: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await edit(w, { side: 'entry', thing: 'thing 2' }, 'location');
      await loseAndRemove(w);
    },
    expected: { unequal: true },
    check: isRemoved({ events: PEOPLES.events + 1, entries: PEOPLES.entries + 1 }),
  },
];

const LOSSES: readonly Situation[] = [
  {
    name: 'the rows are lost: the first run finds what we made by its tags',
    before: inStep,
    act: async (w) => {
      await w.loseRows();
      await w.start();
    },
    expected: { things: THINGS },
    check: losers(0),
  },
  {
    name: 'the rows are lost, and people changed one side each',
    before: inStep,
    act: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await edit(w, { side: 'entry', thing: 'thing 2' }, 'location');
      await w.loseRows();
      await w.start();
    },
    expected: { things: THINGS },
    check: losers(2),
  },
  {
    name: 'the rows are lost, the source wins, and a person changes what was made of an entry before it is started',
    options: { conflictPolicy: 'source' },
    before: inStep,
    act: (w) => w.loseRows(),
    between: async (w) => {
      await edit(w, { side: 'event', thing: 'thing 1' }, 'title');
      await edit(w, { side: 'entry', thing: 'thing 1' }, 'title');
      await w.start();
    },
    expected: { things: THINGS },
    check: losers(1),
  },
  {
    name: 'the rows are lost, and an occurrence of a series of ours is another',
    before: (w) => w.createSeriesEntry(),
    act: async (w) => {
      await w.editOccurrence('event', 2);
      await w.loseRows();
      await w.start();
    },
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'the rows are lost, and an event of ours has moved and was copied',
    before: (w) => w.createEntry(),
    act: async (w) => {
      await w.copyEvent();
      await w.moveEvent();
      await w.loseRows();
      await w.start();
    },
    expected: { things: 2 },
    check: losers(0),
  },
  {
    name: 'the rows are lost, and a copy of ours had an entry of its own',
    before: async (w) => {
      await w.createEntry();
      await settleDown(w);
      await w.copyEvent();
    },
    act: async (w) => {
      await w.editEvent(['title']);
      await w.loseRows();
      await w.start();
    },
    expected: { things: 2 },
  },
  {
    name: 'the rows are lost, and so is the counterpart of what we made',
    before: inStep,
    act: async (w) => {
      await w.deleteEntry(await indexOf(w, 'entry', 'thing 1'));
      await w.loseRows();
      await w.start();
    },
    expected: { things: THINGS },
    check: losers(0),
  },
  {
    name: 'the rows are lost, and a person edits somebody else’s entry',
    before: (w) => w.createEntry(GRACE, [ADA]),
    act: async (w) => {
      await w.editEvent(['title']);
      await w.loseRows();
      await w.start();
    },
    expected: { things: 1 },
    check: losers(1),
  },
];

const forgetting = (situations: readonly Situation[]): Situation[] =>
  situations.map((situation) => ({ ...situation, forgets: true }));

export const CLEANUP_SITUATIONS = forgetting(CLEANUPS);
export const LOSS_SITUATIONS = forgetting(LOSSES);
