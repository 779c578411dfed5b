// A link with so many pairs in step as if its first run had been long ago. Mailbox and rows are written directly: the
// run itself would take minutes and is measured elsewhere. The entries are not there: an idle run asks for none.
import type { MailboxChange } from '../../../shared/sync/ports/mailbox.ts';
import type { PairRow } from '../../../shared/sync/ports/rows.ts';
import type { LinkStore, RowWrite } from '../../../shared/sync/ports/store.ts';
import type { World } from './world.ts';

/** Four rows a pair, at most a hundred a transaction. */
const PAIRS_PER_TRANSACTION = 25;
const EPOCH = 1;

/** `pairs`: as many as the world's mailbox has events. */
export async function fillPairs(world: World, pairs: number): Promise<void> {
  await world.start();
  const { mailbox, store } = await world.context();
  let watermark: string | undefined;
  let count = 0;
  for (let more = true; more; ) {
    const page = await mailbox.changes(watermark);
    if (!page.ok || page.value === 'watermarkInvalid') throw new Error('The mailbox could not be listed.');
    await writePairs(store, page.value.changes, count);
    count += page.value.changes.length;
    ({ watermark, more } = page.value);
  }
  if (watermark === undefined || count !== pairs) throw new Error(`The mailbox listed ${count} events.`);
  await store.commit([
    { op: 'insert', kind: 'mailboxWatermark', name: '', row: { watermark, enumerating: false } },
    { op: 'insert', kind: 'sourceEnumeration', name: '', row: { epoch: EPOCH } },
  ]);
}

async function writePairs(store: LinkStore, changes: readonly MailboxChange[], from: number): Promise<void> {
  for (let start = 0; start < changes.length; start += PAIRS_PER_TRANSACTION) {
    const some = changes.slice(start, start + PAIRS_PER_TRANSACTION);
    await store.commit(some.flatMap((change, index) => rowsOf(change, from + start + index)));
  }
}

function rowsOf(change: MailboxChange, number: number): RowWrite[] {
  if (change.kind === 'removed') throw new Error('A new mailbox has removed nothing.');
  const pair = `pair-${number}`;
  const uid = `uid-${number}`;
  const entry = `entry-${number}`;
  const base = { title: 'print-of-title-00', when: 'print-of-when-000', description: 'print-of-text-000' };
  const row: PairRow = {
    pair,
    mailbox: { id: change.id, uid, base },
    source: { id: entry, base, madeAt: 0 },
    intents: {},
    abandoned: [],
    unlanded: {},
    orphans: [],
    role: 'owner',
  };
  return [
    { op: 'insert', kind: 'pair', name: pair, row },
    { op: 'insert', kind: 'mailboxIndex', name: change.id, row: { id: change.id, pair, version: change.version } },
    { op: 'insert', kind: 'sourceIndex', name: entry, row: { id: entry, pair, version: '1' } },
    { op: 'insert', kind: 'uidIndex', name: uid, row: { uid, pair } },
  ];
}
