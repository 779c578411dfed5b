// The operator changes the key: while everything is in step, in the middle of edits, and while a write has an unknown
// outcome. Nothing of what a situation promises is otherwise for it.

import type { World } from '../world.ts';
import { CUTOVER_SITUATIONS } from './cutoverSituations.ts';
import { EXPANDED_SITUATIONS } from './expandedSituations.ts';
import { CLEANUP_SITUATIONS, LOSS_SITUATIONS } from './forgottenSituations.ts';
import { RESTORE_SITUATIONS } from './restoreSituations.ts';
import { DIRECTION_SITUATIONS, FILTER_SITUATIONS, PRIVATE_SITUATIONS } from './rulesSituations.ts';
import { SERIES_SITUATIONS } from './seriesSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, losers, type Situation } from './situations.ts';

const underNewKey = async (world: World): Promise<string | undefined> => {
  const [lease] = await world.ports.store.list('lease');
  const { key, passing } = lease?.row.prints ?? {};
  const pairs = JSON.stringify((await world.ports.store.list('pair')).map(({ row }) => row));
  if (key !== 'key 2' || passing) return `the link is under ${key}`;
  return pairs.includes('"key 1 ') ? 'a print of the former key is left' : undefined;
};

const all =
  (...checks: readonly ((world: World) => Promise<string | undefined>)[]) =>
  async (world: World): Promise<string | undefined> => {
    for (const check of checks) {
      const wrong = await check(world);
      if (wrong) return wrong;
    }
    return undefined;
  };

/** Deeds that no other situation has: all of them are about the key. */
export const KEY_SITUATIONS: readonly Situation[] = [
  {
    name: 'the key is changed and nothing else',
    before: async (w) => {
      for (let i = 0; i < 3; i += 1) await w.createEvent();
      await w.createSeriesEntry();
    },
    act: async (w) => w.changeKey(),
    expected: { things: 4 },
    check: all(losers(0), underNewKey),
  },
  {
    name: 'the key is changed while each side has an edit',
    before: async (w) => {
      for (let i = 0; i < 3; i += 1) await w.createEntry();
    },
    act: async (w) => {
      await w.editEvent(['title'], 0);
      w.changeKey();
      await w.editEntry(['location'], 1);
    },
    between: (w) => w.editEntry(['description'], 2),
    expected: { things: 3 },
    check: all(losers(0), underNewKey),
  },
  {
    name: 'the key is changed twice, the second time in the middle',
    before: async (w) => {
      for (let i = 0; i < 5; i += 1) await w.createEvent();
    },
    act: async (w) => {
      w.changeKey();
      await w.editEntry(['title'], 4);
    },
    between: async (w) => w.changeKey(),
    expected: { things: 5 },
    check: losers(0),
  },
  {
    name: 'the key is changed during the preview',
    options: { started: false },
    before: async (w) => {
      await w.createOnBothSides();
      await w.createEvent();
    },
    act: async (w) => w.changeKey(),
    between: (w) => w.start(),
    expected: { things: 2 },
    check: all(losers(0), underNewKey),
  },
];

const changedAfter = (situation: Situation): Situation => ({
  ...situation,
  name: `${situation.name}, then the key is changed`,
  async act(world) {
    await situation.act(world);
    world.changeKey();
  },
});

const changedBetween = (situation: Situation): Situation => ({
  ...situation,
  name: `${situation.name}, and the key is changed before it is known what came of it`,
  async between(world) {
    await situation.between?.(world);
    world.changeKey();
  },
});

const OTHERS = [
  ...CONTENT_SITUATIONS,
  ...IDENTITY_SITUATIONS,
  ...SERIES_SITUATIONS,
  ...RESTORE_SITUATIONS,
  ...DIRECTION_SITUATIONS,
  ...FILTER_SITUATIONS,
  ...PRIVATE_SITUATIONS,
  ...EXPANDED_SITUATIONS,
  ...CLEANUP_SITUATIONS,
  ...LOSS_SITUATIONS,
];

const withKeys = (situations: readonly Situation[]): Situation[] =>
  situations.flatMap((each) => [changedAfter(each), changedBetween(each)]);

/** Every other situation, with the key changed in it. */
export const SITUATIONS_WITH_KEYS: readonly Situation[] = withKeys(OTHERS);
export const CUTOVERS_WITH_KEYS: readonly Situation[] = withKeys(CUTOVER_SITUATIONS);
