// Removes expired rows: losing values after 30 days, tombstones after 90 (longer than any replay may be late). The
// losing values that are still kept are sealed with the key in use.

import type { Instant } from '../../calendar/event.ts';
import { hasRolled } from '../expansion/expansion.ts';
import { endedAt, expansionIn } from '../pair/row/standing.ts';
import type { PairRow } from '../ports/rows.ts';
import type { RowRef } from '../ports/store.ts';
import type { Session } from '../session/session.ts';
import { Work } from '../session/work.ts';

const DAY_MS = 86_400_000;
const TOMBSTONES_KEPT_MS = 90 * DAY_MS;

export const pruneIsDue = (session: Session): boolean =>
  session.context.now() >= (session.lease.prunedAt ?? 0) + DAY_MS;

/** Removes expired rows. Once a day, because it reads every pair of the link. */
export async function prune(session: Session): Promise<void> {
  const { store, now } = session.context;
  const work = new Work(session);
  for (const stored of await store.pick('history', ({ row }) => row.expiresAt <= now())) {
    work.know(stored);
    work.remove(stored.name, 'history', stored.name);
  }
  const resealed = await resealLosers(work);
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
  await markRolled(work);
  session.changeLease({ prunedAt: now() });
  const { dropped } = await work.commit();
  // A person asked for a value at the same time. The next run seals it anew.
  if (dropped.size > 0 && resealed) session.changeLease({ prunedAt: 0 });
}

/** True when something was still under a former key. */
async function resealLosers(work: Work): Promise<boolean> {
  const { session } = work;
  const { store, now, reseal } = session.context;
  const anew = new Map<string, string>();
  const former = await store.pick('history', ({ name, row }) => {
    const sealed = row.expiresAt > now() ? reseal(row.sealed) : undefined;
    if (sealed !== undefined) anew.set(name, sealed);
    return sealed !== undefined;
  });
  for (const stored of former) {
    work.know(stored);
    const { name, row } = stored;
    work.put(name, { kind: 'history', name, row: { ...row, sealed: anew.get(name) ?? row.sealed } });
  }
  return former.length > 0;
}

/** Marks the series of which more occurrences have come near. */
async function markRolled(work: Work): Promise<void> {
  const { context, link } = work.session;
  const { store, now, rules } = context;
  if (rules.unheldSeries !== 'expand' || !link.on || !link.started) return;
  const rolled = await store.pick('pair', ({ row }) => hasRolled(expansionIn(row), now()));
  if (rolled.length === 0) return;
  const marked = new Set((await store.list('dirty')).map(({ name }) => name));
  for (const { name } of rolled) if (!marked.has(name)) work.mark(name, 'changed');
}

const isOver = (row: PairRow, now: Instant): boolean =>
  (endedAt(row) ?? now) + TOMBSTONES_KEPT_MS <= now && row.orphans.length === 0;

function indexesOf({ mailbox, source }: PairRow): RowRef<'mailboxIndex' | 'sourceIndex' | 'uidIndex'>[] {
  return [
    ...(mailbox ? [{ kind: 'mailboxIndex', name: mailbox.id } as const] : []),
    ...(mailbox?.uid === undefined ? [] : [{ kind: 'uidIndex', name: mailbox.uid } as const]),
    ...(source ? [{ kind: 'sourceIndex', name: source.id } as const] : []),
  ];
}
