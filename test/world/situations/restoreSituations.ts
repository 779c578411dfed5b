// A person wants a losing value back: it ends in both calendars, whatever fails, and what it replaced is on record.
import { requestRestore } from '../../../shared/sync/restore/requestRestore.ts';
import { seam } from '../play/faults.ts';
import { pass } from '../play/play.ts';
import { textsIn } from '../weekly.ts';
import type { World } from '../world.ts';
import type { Situation } from './situations.ts';

/** Runs without faults: both sides' edits of the same field meet, and one of them loses. */
async function settleDown(world: World): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await pass(world, seam(world.ports, []));
    world.now += 4 * 60_000;
  }
}

async function wantBack(world: World): Promise<void> {
  const [lost] = await world.ports.store.list('history');
  if (!lost) throw new Error('nothing has lost');
  const request = { name: lost.name, at: world.now, by: 'company', audit: `${world.now}-a` };
  const answer = await requestRestore(world.ports.store, request);
  if (answer !== 'requested') throw new Error(`the value was not asked for: ${answer}`);
}

/** The value that lost first stands in both calendars, and so many values at least are on record. */
const isBack =
  (records: number) =>
  async (world: World): Promise<string | undefined> => {
    const history = await world.history();
    const lost = history.find((row) => row.why === 'conflict');
    const values = lost ? textsIn(JSON.parse(lost.sealed)) : [];
    const shown = [await world.event(), await world.entry()].map(({ event }) => textsIn(event));
    const isShown = shown.every((texts) => values.every((value) => texts.includes(value)));
    if (values.length === 0 || !isShown) return `${values} is not back: ${shown}`;
    return history.length < records ? `${history.length} values on record instead of ${records}` : undefined;
  };

/** The defect of a wish that is left, after all was written or given up. */
async function nothingWanted(world: World): Promise<string | undefined> {
  const wanting = (await world.ports.store.list('pair')).filter(({ row }) => row.restores);
  return wanting.length > 0 ? 'a wish is left' : undefined;
}

const conflictOf = async (world: World): Promise<void> => {
  await world.editEvent(['title']);
  await world.editEntry(['title']);
  await settleDown(world);
  await wantBack(world);
};

export const RESTORE_SITUATIONS: readonly Situation[] = [
  {
    name: 'a value of the source is restored',
    before: (w) => w.createEvent(),
    act: conflictOf,
    expected: { things: 1 },
    check: async (w) => (await isBack(2)(w)) ?? nothingWanted(w),
  },
  {
    name: 'a value of the mailbox is restored',
    options: { conflictPolicy: 'source' },
    before: (w) => w.createEvent(),
    act: conflictOf,
    expected: { things: 1 },
    check: async (w) => (await isBack(2)(w)) ?? nothingWanted(w),
  },
  {
    name: 'a value is restored while another field is edited',
    before: (w) => w.createEntry(),
    act: conflictOf,
    between: async (w) => {
      await w.editEvent(['location']);
      await w.editEntry(['description']);
    },
    expected: { things: 1 },
    check: async (w) => (await isBack(2)(w)) ?? nothingWanted(w),
  },
  {
    name: 'a person edits the field while its value is restored',
    before: (w) => w.createEvent(),
    act: conflictOf,
    between: (w) => w.editEntry(['title']),
    expected: { things: 1 },
    check: nothingWanted,
  },
  {
    name: 'a person deletes the entry whose value is restored',
    before: (w) => w.createEvent(),
    act: conflictOf,
    between: (w) => w.deleteEntry(),
    check: nothingWanted,
  },
  {
    name: 'an occurrence of a series is restored',
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.editOccurrence('event', 2);
      await w.editOccurrence('entry', 2);
      await settleDown(w);
      await wantBack(w);
    },
    expected: { things: 1 },
    check: async (w) => (await isBack(2)(w)) ?? nothingWanted(w),
  },
];
