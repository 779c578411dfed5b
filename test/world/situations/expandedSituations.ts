// The situations of series that the mailbox cannot hold, where the link expands them: each event is an occurrence of one
// entry, which several pairs write. Long because it is one table.
import { DEFAULT_RULES } from '../../../shared/sync/ports/linkRules.ts';
import { DAY_31_THRICE, WEEKLY } from '../weekly.ts';
import type { World } from '../world.ts';
import { losers, releaseHold, type Situation } from './situations.ts';

const EXPAND = { ...DEFAULT_RULES, unheldSeries: 'expand' } as const;
const options = { rules: EXPAND };

/** Four occurrences: the rule's three, and one that an override adds. Their pairs are more than one batch. */
const OCCURRENCES = 4;
const create = (w: World): Promise<void> => w.createSeriesEntry(DAY_31_THRICE);
const createAnd =
  (...more: ((w: World) => Promise<void>)[]) =>
  async (w: World): Promise<void> => {
    await create(w);
    for (const each of more) await each(w);
  };
const others = async (w: World): Promise<void> => {
  for (let i = 0; i < 3; i += 1) await w.createEvent();
};
const excludeFirst = (w: World): Promise<void> => w.excludeOccurrence('entry', 0);

export const EXPANDED_SITUATIONS: readonly Situation[] = [
  {
    name: 'a series is created in the source',
    options,
    act: create,
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'the first run lists it beside other events',
    options: { ...options, started: false },
    act: createAnd(others),
    between: (w) => w.start(),
    expected: { things: OCCURRENCES + 3 },
    check: losers(0),
  },
  {
    name: 'three events are edited, and one of them twice',
    options,
    before: create,
    act: async (w) => {
      await w.editEvent(['title'], 0);
      await w.editEvent(['title', 'location'], 1);
      await w.editEvent(['description'], 2);
    },
    between: (w) => w.editEvent(['title'], 0),
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'an event is edited while another occurrence changes in the source',
    options,
    before: create,
    act: async (w) => {
      await w.editEvent(['title'], 2);
      await w.editOccurrence('entry', 0);
    },
    between: (w) => w.editEvent(['location'], 3),
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'two occurrences change on both sides, the mailbox wins',
    options,
    before: create,
    act: async (w) => {
      await w.editOccurrence('entry', 0);
      await w.editOccurrence('entry', 1);
      await w.editEvent(['title'], 0);
      await w.editEvent(['title'], 1);
    },
    expected: { things: OCCURRENCES },
    check: losers(2),
  },
  {
    name: 'an occurrence changes on both sides, the source wins, and another event is edited',
    options: { ...options, conflictPolicy: 'source' },
    before: create,
    act: async (w) => {
      await w.editOccurrence('entry', 0);
      await w.editEvent(['title'], 0);
      await w.editEvent(['title'], 3);
    },
    expected: { things: OCCURRENCES },
    check: losers(1),
  },
  {
    name: 'two events are deleted, and a third is edited',
    options,
    before: create,
    act: async (w) => {
      await w.deleteEvent(1);
      await w.deleteEvent(1);
      await w.editEvent(['title'], 1);
    },
    expected: { things: OCCURRENCES - 2 },
    check: losers(0),
  },
  {
    name: 'an occurrence is excluded in the source, and takes place again',
    options,
    before: create,
    act: excludeFirst,
    between: (w) => w.editOccurrence('entry', 0),
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'an event is deleted, and its occurrence changed in the source',
    options,
    before: create,
    act: async (w) => {
      await w.deleteEvent(0);
      await w.editOccurrence('entry', 0);
    },
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'an occurrence is excluded, and its event edited: it is an entry of its own then',
    options,
    before: create,
    act: async (w) => {
      await excludeFirst(w);
      const { event } = await w.event();
      w.allow(event, 2);
      await w.editEvent(['title'], 0);
    },
    expected: { things: OCCURRENCES },
    check: losers(0),
  },
  {
    name: 'the series is moved to another hour',
    options,
    before: create,
    act: (w) => w.moveSeries('entry', '2026-12-01T15:00:00'),
    // The occurrence that an override had added is none of the series that was moved.
    release: releaseHold,
    expected: { things: OCCURRENCES - 1 },
  },
  {
    name: 'the series gets a rule that the mailbox can hold, and one that it cannot',
    options,
    before: createAnd(others),
    act: (w) => w.changeRule('entry', WEEKLY),
    between: (w) => w.changeRule('entry', DAY_31_THRICE),
    release: releaseHold,
    expected: { things: OCCURRENCES - 1 + 3 },
  },
  {
    name: 'the series gets a rule that the mailbox can hold',
    options,
    before: createAnd(others),
    act: (w) => w.changeRule('entry', WEEKLY),
    release: releaseHold,
    expected: { things: 1 + 3 },
  },
  {
    name: 'a series of which we made the event gets a rule that the mailbox cannot hold',
    options,
    before: async (w) => {
      await w.createSeriesEntry();
      await others(w);
    },
    act: async (w) => {
      await w.changeRule('entry', DAY_31_THRICE);
      await w.editEvent(['title'], 3);
    },
    release: releaseHold,
    expected: { things: OCCURRENCES - 1 + 3 },
  },
  {
    name: 'the entry is deleted',
    options,
    before: createAnd(others),
    act: (w) => w.deleteEntry(),
    release: releaseHold,
    expected: { things: 3 },
  },
  {
    name: 'the rule of the link is switched off and on',
    options: { rules: { ...EXPAND, leavesFilter: 'remove' } },
    before: createAnd(others),
    act: async (w) => {
      w.rules = { ...w.rules, unheldSeries: 'leaveOut' };
    },
    between: async (w) => {
      w.rules = { ...w.rules, unheldSeries: 'expand' };
    },
    release: releaseHold,
    expected: { things: OCCURRENCES + 3 },
    check: losers(0),
  },
  {
    name: 'the rows are lost, an event and an occurrence edited',
    options,
    before: create,
    act: async (w) => {
      await w.ports.loseRows();
      await w.changeLink({ epoch: w.link.epoch + 1 });
      await w.editEvent(['title'], 2);
      await w.editOccurrence('entry', 0);
    },
    expected: { things: OCCURRENCES },
  },
];
