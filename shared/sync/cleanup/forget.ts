// A link forgets its rows, a transaction at a time, so that it begins anew by matching. Our items are then known by
// their tags. Losing values and decisions stay on record.

import { LATE_MS, LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import { isWhole } from '../pair/row/occurrenceId.ts';
import { ROWS_PER_TRANSACTION, type RowKind, type Stored } from '../ports/store.ts';
import type { Session } from '../session/session.ts';
import { DONE, goOnLater, type StepResult } from '../session/step.ts';

/** The watermarks go last. Until they are gone, nobody takes the link for one that was never listed. */
const KINDS = [
  'pair',
  'dirty',
  'inbox',
  'uidIndex',
  'mailboxIndex',
  'sourceIndex',
  'hold',
  'sourceEnumeration',
  'cutover',
  'mailboxWatermark',
] as const satisfies readonly RowKind[];

/**
 * Ends the run where its time is over. It also ends it while a write of ours may still land, because only the row
 * explains that write.
 */
export async function forget(session: Session): Promise<StepResult> {
  const { store } = session.context;
  if (await writesMayLand(session)) return goOnLater(session, LOOK_AGAIN_MS);
  for (const kind of KINDS) {
    for (;;) {
      const rows: readonly Stored[] = await store.some(kind, ROWS_PER_TRANSACTION - 1);
      if (rows.length === 0) break;
      if (session.outOfTime()) return goOnLater(session);
      // The poll may have written an inbox row meanwhile. Such a row is read anew.
      const { ok } = await session.commit(rows.map(({ name, etag }) => ({ op: 'delete', kind, name, etag })));
      if (ok) await forgetOutside(session, rows);
    }
  }
  return DONE;
}

/** True when a write of ours of unknown outcome may still be applied. Reads every pair of the link. */
export async function writesMayLand({ context: { store, now } }: Session): Promise<boolean> {
  const late = await store.pick('pair', ({ row }) =>
    [row.intents.mailbox, row.intents.source].some((intent) => intent && now() < intent.at + LATE_MS),
  );
  return late.length > 0;
}

/** Removes the company's rows about the forgotten pairs. A registration that a crash leaves behind costs one look. */
async function forgetOutside({ context }: Session, rows: readonly Stored[]): Promise<void> {
  const { company, link } = context;
  await Promise.all(
    rows.map(async (row) => {
      if (row.kind === 'sourceIndex' && isWhole(row.row.id)) await company.removeHolder(link, row.row.id);
      if (row.kind === 'hold') await company.endHold(link);
    }),
  );
}
