// The situations of series: each write of one takes the mailbox several requests, and what stands there in between must
// not be taken for a person's work.

import { DAY_31, WEEKLY } from '../weekly.ts';
import { losers, type Situation } from './situations.ts';

/** A write that did not come to its end leaves values in the mailbox; these may be on record, too. */
const UNFINISHED_MAX = 3;

export const SERIES_SITUATIONS: readonly Situation[] = [
  { name: 'a series is created in the source', act: (w) => w.createSeriesEntry(), expected: { things: 1 } },
  { name: 'a series is created in the mailbox', act: (w) => w.createSeriesEvent(), expected: { things: 1 } },
  {
    name: 'a series, an event and another series are created',
    act: async (w) => {
      await w.createSeriesEntry();
      await w.createEntry();
      await w.createSeriesEntry();
    },
    expected: { things: 3 },
    check: losers(0),
  },
  {
    name: 'occurrences change in the source: one says more, the next is moved, the first is cancelled',
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.editOccurrence('entry', 1);
      await w.moveOccurrence('entry', 2);
      await w.excludeOccurrence('entry', 0);
    },
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'occurrences change in the mailbox: two in a row are cancelled, one is moved',
    before: (w) => w.createSeriesEntry(),
    act: async (w) => {
      await w.excludeOccurrence('event', 1);
      await w.excludeOccurrence('event', 2);
      await w.moveOccurrence('event', 4);
    },
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'occurrences change on both sides, the mailbox wins',
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.editOccurrence('event', 2);
      await w.editOccurrence('entry', 2);
    },
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'occurrences change on both sides, the source wins',
    options: { conflictPolicy: 'source' },
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.editOccurrence('event', 2);
      await w.editOccurrence('entry', 2, 'location');
    },
    expected: { things: 1 },
    check: losers(1, 1 + UNFINISHED_MAX),
  },
  {
    name: 'an occurrence changes in the source and the title of the series in the mailbox',
    before: (w) => w.createSeriesEntry(),
    act: async (w) => {
      await w.editOccurrence('entry', 2);
      await w.editEvent(['title']);
    },
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'an occurrence changes in the mailbox and the title of the series in the source',
    before: (w) => w.createSeriesEntry(),
    act: async (w) => {
      await w.editOccurrence('event', 2);
      await w.editEntry(['title', 'description']);
    },
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'the rule changes in the source, and an occurrence with it',
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.changeRule('entry', { ...WEEKLY, interval: 2 });
      await w.editOccurrence('entry', 2);
    },
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'all occurrences are as the series says again, in the source',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.changeRule('entry', WEEKLY),
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'an occurrence that was cancelled takes place again, in the mailbox',
    before: (w) => w.createSeriesEntry(),
    act: (w) => w.editOccurrence('event', 3),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'an occurrence that was cancelled takes place again, in the source',
    before: (w) => w.createSeriesEntry(),
    act: (w) => w.editOccurrence('entry', 3),
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'a series is moved in time in the source, with a changed occurrence',
    before: (w) => w.createSeriesEvent(),
    act: async (w) => {
      await w.moveSeries('entry', '2026-12-08T15:00:00');
      await w.editOccurrence('entry', 1);
    },
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'a person edits the series between two requests of our update',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.editOccurrence('entry', 2),
    between: async (w) => {
      await w.editOccurrence('event', 4);
      await w.editEvent(['description']);
    },
    expected: { things: 1 },
    check: losers(0, 1 + UNFINISHED_MAX),
  },
  {
    name: 'a person edits the series between two requests of our creation',
    act: (w) => w.createSeriesEntry(),
    between: async (w) => {
      const [first, twin] = await w.ports.person.list();
      if (first) await w.editOccurrence('event', 4);
      // Created twice, and a person edited one of the two before we saw them: both are theirs now.
      if (first && twin) w.allow(first.event, 2);
    },
    check: losers(0, 1 + UNFINISHED_MAX),
  },
  {
    name: 'the entry changes once more between two requests of our update',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.editOccurrence('entry', 2),
    between: (w) => w.editOccurrence('entry', 4),
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'a series is deleted in the source',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.deleteEntry(),
    expected: { things: 0 },
  },
  {
    name: 'a series is deleted in the mailbox between two requests of our update',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.editOccurrence('entry', 2),
    between: (w) => w.deleteEvent(),
  },
  {
    name: 'an entry is deleted between two requests of our update',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.editOccurrence('entry', 2),
    between: (w) => w.deleteEntry(),
    expected: { things: 0 },
  },
  {
    name: 'a series changes its id between two requests of our update',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.editOccurrence('entry', 2),
    between: (w) => w.moveEvent(),
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
  {
    name: 'a series is copied, and the copy changed',
    before: (w) => w.createSeriesEntry(),
    act: async (w) => {
      await w.copyEvent();
      await w.editOccurrence('event', 2);
    },
    expected: { things: 2 },
    check: losers(0),
  },
  {
    name: 'a series is copied before we knew that it is ours',
    act: (w) => w.createSeriesEntry(),
    between: async (w) => {
      if ((await w.ports.person.list()).length > 0) await w.copyEvent();
    },
  },
  {
    name: 'a series gets a rule that the mailbox cannot hold, and then one that it can',
    before: (w) => w.createSeriesEvent(),
    act: (w) => w.changeRule('entry', DAY_31),
    between: (w) => w.changeRule('entry', { ...WEEKLY, interval: 3 }),
    expected: { things: 1 },
    check: losers(0, UNFINISHED_MAX),
  },
];
