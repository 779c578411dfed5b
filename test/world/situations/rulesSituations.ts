// The situations of links with rules: one way, filters, private events. Long because it is one table.
import type { CalendarEvent } from '../../../shared/calendar/event.ts';
import { DEFAULT_RULES, type Filter, type LinkRules } from '../../../shared/sync/ports/linkRules.ts';
import { seam } from '../play/faults.ts';
import { pass } from '../play/play.ts';
import { textsIn } from '../weekly.ts';
import type { World } from '../world.ts';
import { losers, type Situation } from './situations.ts';

const rules = (change: Partial<LinkRules>) => ({ rules: { ...DEFAULT_RULES, ...change } });
const toExchange = (filter: Filter, change: Partial<LinkRules> = {}) =>
  rules({ ...change, filters: { toExchange: filter, toSource: {} } });
const toSource = (filter: Filter, change: Partial<LinkRules> = {}) =>
  rules({ ...change, filters: { toExchange: {}, toSource: filter } });

const ONE_WAY = rules({ direction: 'toExchange' });
const ONE_WAY_LEAVING = rules({ direction: 'toExchange', forbidden: 'leave' });
const OTHER_WAY = rules({ direction: 'toSource' });
const OTHER_WAY_LEAVING = rules({ direction: 'toSource', forbidden: 'leave' });
const WORK: Filter = { categoriesAnyOf: ['Work'] };
const UNLINKING = toExchange(WORK);
const REMOVING = toExchange(WORK, { leavesFilter: 'remove' });
const BUSY_ONLY = rules({ privateEvents: { kind: 'busyOnly', title: 'Busy' } });
const SKIPPING = rules({ privateEvents: { kind: 'skip' } });

type Kind = 'event' | 'entry';
const categorise = (w: World, kind: Kind): Promise<void> =>
  w.change(kind, ({ keywords }) => ({ keywords: [...keywords, 'work'] }));
const uncategorise = (w: World, kind: Kind): Promise<void> =>
  w.change(kind, ({ keywords }) => ({ keywords: keywords.filter((each) => each !== 'work') }));
const hide = (w: World, kind: Kind): Promise<void> => w.change(kind, () => ({ privacy: 'private' }));
const show = (w: World, kind: Kind): Promise<void> => w.change(kind, () => ({ privacy: 'public' }));
const setRules = (w: World, { rules: changed }: { rules: LinkRules }): void => {
  w.rules = changed;
};

/** Everything that stands there comes in step. */
async function runs(w: World): Promise<void> {
  for (let i = 0; i < 3; i += 1) await pass(w, seam(w.ports, []));
}

async function createWork(w: World, kind: Kind): Promise<void> {
  await (kind === 'entry' ? w.createEntry() : w.createEvent());
  await categorise(w, kind);
}
async function createPrivate(w: World, kind: Kind): Promise<void> {
  await (kind === 'entry' ? w.createEntry() : w.createEvent());
  await hide(w, kind);
}

const entries =
  (count: number, ...checks: Situation['check'][]) =>
  async (w: World): Promise<string | undefined> => {
    const found = (await w.ports.people.list()).length;
    if (found !== count) return `${found} entries instead of ${count}`;
    for (const check of checks) {
      const wrong = await check?.(w);
      if (wrong) return wrong;
    }
    return undefined;
  };

const all =
  (...checks: Situation['check'][]) =>
  async (w: World): Promise<string | undefined> => {
    for (const check of checks) {
      const wrong = await check?.(w);
      if (wrong) return wrong;
    }
    return undefined;
  };

/** The first of this side says only when and how busy, as the other one does. */
const isVeiled =
  (kind: Kind) =>
  async (w: World): Promise<string | undefined> => {
    const { event } = await (kind === 'event' ? w.event() : w.entry());
    const { event: other } = await (kind === 'event' ? w.entry() : w.event());
    const told = textsIn(event).filter((text) => /^(title|description|location) /.test(text));
    if (told.length > 0 || event.keywords.length > 0) return `told: ${told.join()} ${event.keywords.join()}`;
    return event.when.start === other.when.start ? undefined : 'the times differ';
  };

const says =
  (kind: Kind, says: (event: CalendarEvent) => boolean) =>
  async (w: World): Promise<string | undefined> => {
    const { event } = await (kind === 'event' ? w.event() : w.entry());
    return says(event) ? undefined : `the ${kind} says something else: ${JSON.stringify(event)}`;
  };

const isTitled = ({ title }: CalendarEvent): boolean => title.startsWith('title ');

export const DIRECTION_SITUATIONS: readonly Situation[] = [
  { name: 'one way: an entry is created', options: ONE_WAY, act: (w) => w.createEntry(), expected: { things: 1 } },
  {
    name: 'one way: an event is created',
    options: ONE_WAY,
    act: (w) => w.createEvent(),
    expected: { things: 1, unequal: true },
    check: entries(0),
  },
  {
    name: 'one way: the event is edited',
    options: ONE_WAY,
    before: (w) => w.createEntry(),
    act: (w) => w.editEvent(['title', 'location']),
    expected: { things: 1 },
    check: losers(2),
  },
  {
    name: 'one way: both are edited',
    options: ONE_WAY,
    before: (w) => w.createEntry(),
    act: async (w) => {
      await w.editEvent(['title', 'location']);
      await w.editEntry(['title', 'description']);
    },
    expected: { things: 1 },
    check: losers(2),
  },
  {
    name: 'one way: the event is deleted',
    options: ONE_WAY,
    before: (w) => w.createEntry(),
    act: (w) => w.deleteEvent(),
    expected: { things: 1 },
  },
  {
    name: 'one way: the entry is deleted and the event edited',
    options: ONE_WAY,
    before: (w) => w.createEntry(),
    act: async (w) => {
      await w.editEvent(['title']);
      await w.deleteEntry();
    },
    expected: { things: 0 },
    check: losers(1),
  },
  {
    name: 'one way: an edit is left, then the entry is edited',
    options: ONE_WAY_LEAVING,
    before: (w) => w.createEntry(),
    act: (w) => w.editEvent(['title', 'location']),
    between: (w) => w.editEntry(['title']),
    expected: { things: 1, unequal: true },
    check: losers(2, 3),
  },
  {
    name: 'one way: a delete is left',
    options: ONE_WAY_LEAVING,
    before: (w) => w.createEntry(),
    act: (w) => w.deleteEvent(),
    between: (w) => w.editEntry(['title']),
    expected: { things: 0, unequal: true },
    check: entries(1),
  },
  {
    name: 'the other way: the entry is edited',
    options: OTHER_WAY,
    before: (w) => w.createEvent(),
    act: (w) => w.editEntry(['title']),
    between: (w) => w.editEvent(['description']),
    expected: { things: 1 },
    check: losers(1),
  },
  {
    name: 'the other way: the entry is deleted',
    options: OTHER_WAY,
    before: (w) => w.createEvent(),
    act: (w) => w.deleteEntry(),
    expected: { things: 1 },
  },
  {
    name: 'the other way: the event is deleted and the entry edited',
    options: OTHER_WAY,
    before: (w) => w.createEvent(),
    act: async (w) => {
      await w.editEntry(['title']);
      await w.deleteEvent();
    },
    expected: { things: 0 },
    check: entries(0, losers(1)),
  },
  {
    name: 'the other way: a delete is left',
    options: OTHER_WAY_LEAVING,
    before: (w) => w.createEvent(),
    act: (w) => w.deleteEntry(),
    expected: { things: 1, unequal: true },
    check: entries(0),
  },
  {
    name: 'one way by type: an entry is deleted that no longer tells its type',
    options: rules({ directions: { meeting: 'toSource' } }),
    before: (w) => w.createEvent(),
    act: (w) => w.deleteEntry(),
    expected: { things: 1 },
    check: entries(1),
  },
];

export const FILTER_SITUATIONS: readonly Situation[] = [
  {
    name: 'an entry does not meet the filter',
    options: UNLINKING,
    act: (w) => w.createEntry(),
    expected: { things: 0, unequal: true },
    check: entries(1),
  },
  {
    name: 'an entry leaves the filter',
    options: UNLINKING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'entry'),
    between: (w) => w.editEvent(['title']),
    expected: { things: 1, unequal: true },
    check: losers(0),
  },
  {
    name: 'an entry leaves the filter and comes back',
    options: UNLINKING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'entry'),
    between: (w) => categorise(w, 'entry'),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'an entry comes back whose event is deleted',
    options: UNLINKING,
    before: async (w) => {
      await createWork(w, 'entry');
      await runs(w);
      await uncategorise(w, 'entry');
    },
    act: (w) => w.deleteEvent(),
    between: (w) => categorise(w, 'entry'),
    expected: { things: 1 },
  },
  {
    name: 'an entry leaves the filter and is deleted',
    options: UNLINKING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'entry'),
    between: (w) => w.deleteEntry(),
    // Where nobody saw it leave, its end is a delete like any other.
    expected: { unequal: true },
    check: entries(0),
  },
  {
    name: 'an entry leaves the filter and our copy is removed',
    options: REMOVING,
    before: (w) => createWork(w, 'entry'),
    act: async (w) => {
      await uncategorise(w, 'entry');
      await w.editEvent(['title']);
    },
    expected: { things: 0, unequal: true },
    check: entries(1, losers(1)),
  },
  {
    name: 'an entry leaves the filter, our copy is removed, and it comes back',
    options: REMOVING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'entry'),
    between: (w) => categorise(w, 'entry'),
    expected: { things: 1 },
  },
  {
    name: 'a category is taken away in our copy',
    options: UNLINKING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'event'),
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'a category is taken away in our copy, which is removed',
    options: REMOVING,
    before: (w) => createWork(w, 'entry'),
    act: (w) => uncategorise(w, 'event'),
    expected: { things: 0, unequal: true },
    check: entries(1, losers(0)),
  },
  {
    name: 'an event leaves the filter and its entry is removed',
    options: toSource(WORK, { leavesFilter: 'remove' }),
    before: (w) => createWork(w, 'event'),
    act: async (w) => {
      await w.editEntry(['description']);
      await uncategorise(w, 'event');
    },
    expected: { things: 1, unequal: true },
    check: entries(0, losers(1)),
  },
  {
    name: 'a matched pair does not meet the filter',
    options: toSource({ titleContainsNone: ['TITLE'] }, { leavesFilter: 'remove' }),
    act: (w) => w.createOnBothSides(),
    between: (w) => w.deleteEntry(),
    expected: { things: 1, unequal: true },
    check: entries(0),
  },
  {
    name: 'a filter is set, an event deleted meanwhile, and the filter taken away',
    before: async (w) => {
      await w.createEntry();
      await runs(w);
      setRules(w, UNLINKING);
    },
    act: (w) => w.deleteEvent(),
    between: async (w) => setRules(w, rules({})),
    expected: { things: 1 },
    check: entries(1),
  },
  {
    name: 'a filter is set that removes, and taken away',
    before: async (w) => {
      await w.createEntry();
      await w.createEvent();
    },
    act: async (w) => setRules(w, toExchange(WORK, { leavesFilter: 'remove' })),
    between: async (w) => setRules(w, rules({})),
    expected: { things: 2 },
    check: entries(2),
  },
];

export const PRIVATE_SITUATIONS: readonly Situation[] = [
  {
    name: 'busy only: a private entry is created',
    options: BUSY_ONLY,
    act: (w) => createPrivate(w, 'entry'),
    expected: { things: 1, unequal: true },
    check: all(isVeiled('event'), says('entry', isTitled), losers(0)),
  },
  {
    name: 'busy only: a private event is created',
    options: BUSY_ONLY,
    act: (w) => createPrivate(w, 'event'),
    between: (w) => w.editEvent(['title']),
    expected: { things: 1, unequal: true },
    check: entries(1, isVeiled('entry'), says('event', isTitled), losers(0)),
  },
  {
    name: 'busy only: an entry becomes private',
    options: BUSY_ONLY,
    before: (w) => w.createEntry(),
    act: async (w) => {
      await hide(w, 'entry');
      await w.editEntry(['description']);
    },
    expected: { things: 1, unequal: true },
    check: all(isVeiled('event'), says('entry', isTitled), losers(0)),
  },
  {
    name: 'busy only: a private entry is moved in the mailbox',
    options: BUSY_ONLY,
    before: (w) => createPrivate(w, 'entry'),
    act: async (w) => {
      await w.editEntry(['title']);
      await w.reschedule('event', '2026-12-02T10:00:00');
    },
    expected: { things: 1, unequal: true },
    check: all(
      isVeiled('event'),
      says('entry', (e) => isTitled(e) && e.when.start.startsWith('2026-12-02')),
      losers(0),
    ),
  },
  {
    name: 'busy only: a private entry becomes public',
    options: BUSY_ONLY,
    before: (w) => createPrivate(w, 'entry'),
    act: async (w) => {
      await w.editEntry(['title']);
      await show(w, 'entry');
    },
    expected: { things: 1 },
    check: losers(0),
  },
  {
    name: 'busy only: what a person writes into the copy stays there',
    options: BUSY_ONLY,
    before: (w) => createPrivate(w, 'entry'),
    act: (w) => w.editEvent(['description']),
    between: (w) => w.reschedule('entry', '2026-12-02T10:00:00'),
    expected: { things: 1, unequal: true },
    check: all(
      says('event', (e) => e.title === 'Busy' && e.when.start.startsWith('2026-12-02')),
      losers(0),
    ),
  },
  {
    name: 'busy only: a private entry is deleted',
    options: BUSY_ONLY,
    before: (w) => createPrivate(w, 'entry'),
    act: (w) => w.deleteEntry(),
    expected: { things: 0 },
    check: entries(0, losers(0)),
  },
  {
    name: 'busy only: the event of a private entry is deleted',
    options: BUSY_ONLY,
    before: (w) => createPrivate(w, 'entry'),
    act: (w) => w.deleteEvent(),
    expected: { things: 0 },
    check: entries(0),
  },
  {
    name: 'busy only: an occurrence of a private series is moved in the mailbox',
    options: BUSY_ONLY,
    before: async (w) => {
      await w.createSeriesEntry();
      await hide(w, 'entry');
    },
    act: (w) => w.moveOccurrence('event', 2),
    expected: { things: 1, unequal: true },
    check: all(
      isVeiled('event'),
      says('entry', (e) => Object.keys(e.when.recurrence?.overrides ?? {}).length === 3),
    ),
  },
  {
    name: 'skip: an event becomes private in our copy, with a new title',
    options: SKIPPING,
    before: (w) => w.createEntry(),
    act: async (w) => {
      await hide(w, 'event');
      await w.editEvent(['title']);
    },
    expected: { things: 1, unequal: true },
    check: says('entry', (e) => e.title === 'title 1' && e.privacy === 'private'),
  },
  {
    name: 'skip: a private entry becomes public',
    options: SKIPPING,
    act: (w) => createPrivate(w, 'entry'),
    between: (w) => show(w, 'entry'),
    expected: { things: 1 },
  },
];
