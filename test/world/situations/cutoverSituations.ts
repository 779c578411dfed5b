// A link goes over to another interface of its mailbox, and back, while people work and things fail. Every pair keeps its
// event, and the cut-over itself writes nothing.
import type { FormerConnection } from '../../../shared/sync/ports/formerConnection.ts';
import type { Api, Mailbox } from '../../../shared/sync/ports/mailbox.ts';
import { MemoryMailbox } from '../../memory/mailbox.ts';
import { formerOf, overApi } from '../../memory/overApi.ts';
import { openMemoryPorts } from '../memoryPorts.ts';
import type { Open } from '../play/play.ts';
import type { Ports, World } from '../world.ts';
import type { Situation } from './situations.ts';

/** The mailbox over the interface that is in use. */
interface Switch {
  api: Api;
  readonly views: Readonly<Record<Api, Mailbox>>;
}
const switches = new WeakMap<object, Switch>();

/** The ports in memory, whose mailbox is called over either interface; late requests end at the one they were sent to. */
export const openOverBothApis: Open = async () => {
  const opened = await openMemoryPorts();
  const { mailbox: memory } = opened.ports;
  if (!(memory instanceof MemoryMailbox)) throw new Error('not the mailbox in memory');
  const inUse: Switch = { api: 'ews', views: { ews: overApi(memory, 'ews'), graph: overApi(memory, 'graph') } };
  const mailbox: Mailbox = new Proxy(inUse.views.ews, {
    get(_, name) {
      const view = inUse.views[inUse.api];
      const value: unknown = Reflect.get(view, name, view);
      return typeof value === 'function' ? value.bind(view) : value;
    },
  });
  const ports: Ports = {
    ...opened.ports,
    mailbox,
    goOver: (answers) => use(inUse, inUse.api === 'ews' ? 'graph' : 'ews', answers),
  };
  switches.set(mailbox, inUse);
  return { ...opened, ports };
};

function use(inUse: Switch, to: Api, answers: boolean): FormerConnection {
  const former: FormerConnection = answers ? formerOf(inUse.views[inUse.api]) : {};
  inUse.api = to;
  return former;
}

/** `answers`: whether the former connection can still be asked. */
function goOver(world: World, to: Api, answers = false): void {
  const inUse = switches.get(world.ports.mailbox);
  if (!inUse) throw new Error('the mailbox has one interface only');
  const former = use(inUse, to, answers);
  world.connection = to;
  world.former = async () => former;
}

const pairs = new WeakMap<World, string[]>();
const joined = async (world: World): Promise<string[]> =>
  (await world.ports.store.list('pair'))
    .map(({ row: { pair, mailbox, source } }) => `${pair} ${mailbox?.uid} ${source?.id}`)
    .sort();
const remember = async (world: World): Promise<void> => void pairs.set(world, await joined(world));
/** The pairs that there were are there, and as many more. */
const kept =
  (more = 0) =>
  async (world: World): Promise<string | undefined> => {
    const [before, now] = [pairs.get(world) ?? [], await joined(world)];
    if (now.length !== before.length + more) return `${now.length} pairs instead of ${before.length + more}`;
    return before.every((pair) => now.includes(pair)) ? undefined : `other pairs: ${now}`;
  };

async function some(world: World): Promise<void> {
  for (let i = 0; i < 2; i += 1) await world.createEvent();
  for (let i = 0; i < 2; i += 1) await world.createEntry();
  await world.createSeriesEntry();
}

export const CUTOVER_SITUATIONS: readonly Situation[] = [
  {
    name: 'over, by UIDs',
    before: some,
    act: async (w) => {
      await remember(w);
      goOver(w, 'graph');
    },
    expected: { things: 5 },
    check: kept(),
  },
  {
    name: 'over, by translated ids, while both sides are edited',
    before: some,
    act: async (w) => {
      await remember(w);
      await w.editEvent(['title'], 0);
      goOver(w, 'graph', true);
    },
    between: async (w) => {
      await w.editEntry(['location'], 1);
      await w.createEvent();
    },
    expected: { things: 6 },
    check: kept(1),
  },
  {
    name: 'over while a write is under way',
    before: some,
    act: async (w) => {
      await remember(w);
      await w.editEntry(['title'], 0);
      await w.createEntry();
    },
    between: async (w) => goOver(w, 'graph'),
    expected: { things: 6 },
    check: kept(1),
  },
  {
    name: 'over after an event was deleted',
    before: some,
    act: async (w) => {
      await w.deleteEvent(0);
      goOver(w, 'graph', true);
    },
    expected: { things: 4 },
  },
  {
    name: 'over and back in the middle',
    before: some,
    act: async (w) => {
      await remember(w);
      goOver(w, 'graph', true);
    },
    between: async (w) => {
      await w.editEvent(['title'], 1);
      goOver(w, 'ews');
    },
    expected: { things: 5 },
    check: kept(),
  },
];
