// What is kept for a time only: losing values for 30 days, tombstones for 90 (longer than any replay may come late).
import type { Instant } from '../calendar/event.ts';
import type { PairRow } from './rows.ts';
import type { Session } from './session.ts';
import type { RowRef } from './store.ts';
import { Work } from './work.ts';

const DAY_MS = 86_400_000;
const TOMBSTONES_KEPT_MS = 90 * DAY_MS;

export const pruneIsDue = (session: Session): boolean =>
  session.context.now() >= (session.lease.prunedAt ?? 0) + DAY_MS;

/** Removes what has been kept for its time. Once a day: it reads every pair of the link. */
export async function prune(session: Session): Promise<void> {
  const { store, now } = session.context;
  const work = new Work(session);
  for (const stored of await store.pick('history', ({ row }) => row.expiresAt <= now())) {
    work.know(stored);
    work.remove(stored.name, 'history', stored.name);
  }
  const ended = await store.pick('pair', (stored) => isOver(stored.row, now()));
  for (const stored of ended) work.know(stored);
  await work.load(ended.flatMap((stored) => indexesOf(stored.row)));
  for (const { row } of ended) {
    for (const index of indexesOf(row)) {
      const held = work.row(index.kind, index.name);
      if (held && 'pair' in held && held.pair === row.pair) work.remove(row.pair, index.kind, index.name);
    }
    work.remove(row.pair, 'pair', row.pair);
  }
  session.changeLease({ prunedAt: now() });
  await work.commit();
}

const isOver = (row: PairRow, now: Instant): boolean =>
  row.doneAt !== undefined && row.doneAt + TOMBSTONES_KEPT_MS <= now && row.orphans.length === 0;

function indexesOf({ mailbox, source }: PairRow): RowRef<'mailboxIndex' | 'sourceIndex' | 'uidIndex'>[] {
  return [
    ...(mailbox ? [{ kind: 'mailboxIndex', name: mailbox.id } as const] : []),
    ...(mailbox?.uid === undefined ? [] : [{ kind: 'uidIndex', name: mailbox.uid } as const]),
    ...(source ? [{ kind: 'sourceIndex', name: source.id } as const] : []),
  ];
}
