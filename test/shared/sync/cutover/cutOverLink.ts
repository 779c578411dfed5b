// A link in memory whose mailbox is called over either of two interfaces.

import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import type { FormerConnection } from '../../../../shared/sync/ports/formerConnection.ts';
import type { RunOutcome } from '../../../../shared/sync/ports/link.ts';
import type { Mailbox, MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { overApi } from '../../../memory/overApi.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { untilQuiet } from '../../../world/passes.ts';
import { World, type WorldOptions } from '../../../world/world.ts';

const HOURS = 3_600_000;
const RUNS_MAX = 40;
const AT_REST: ReadonlySet<RunOutcome['state']> = new Set(['idle', 'previewed', 'cleanedUp']);

/** A link in step, as many pairs as a few pages hold, made on either side; `change`: what Graph says otherwise. */
export async function inStep(change?: (item: MailboxItem) => MailboxItem, options: WorldOptions = {}) {
  const { ports, writes } = await openMemoryPorts();
  const { mailbox: memory } = ports;
  if (!(memory instanceof MemoryMailbox)) throw new Error('not the mailbox in memory');
  const ews = overApi(memory, 'ews');
  const graph = overApi(memory, 'graph', change);
  const world = await World.begin(ports, options);
  let now: {
    readonly mailbox: Mailbox;
    readonly connection: string;
    former?: () => Promise<FormerConnection | 'stale'>;
  } = {
    mailbox: ews,
    connection: '1',
  };
  const run = async (pass = HOURS): Promise<RunOutcome> => {
    world.now += pass;
    await pollSource(ports);
    return runLink({ ...world.context({ ...ports, mailbox: now.mailbox }), ...now });
  };
  const settle = () => untilQuiet(async () => AT_REST.has((await run()).state), { most: RUNS_MAX });
  const use = (mailbox: Mailbox, former?: FormerConnection | 'stale'): void => {
    now = { mailbox, connection: mailbox.api, ...(former ? { former: async () => former } : {}) };
  };
  for (let i = 0; i < 5; i += 1) await world.createEvent();
  for (let i = 0; i < 5; i += 1) await world.createEntry();
  await world.createSeriesEvent();
  await world.createSeriesEntry();
  await settle();
  const pairs = async (): Promise<PairRow[]> => (await ports.store.list('pair')).map(({ row }) => row);
  const row = async () => (await ports.store.head()).find(({ kind }) => kind === 'mailboxWatermark')?.row;
  return { ports, world, memory, ews, graph, writes, run, settle, use, pairs, row };
}
