// A pair that holds a meeting's entry without the meeting's event gives the entry to the pair that has the event. The
// giving pair is a half pair, or has a silent copy of ours, which is removed.

import type { Instant } from '../../calendar/event.ts';
import { unfinishedLosers } from '../pair/facts/unfinished.ts';
import type { Plan } from '../pair/plan.ts';
import type { EntryHolder } from '../pair/question.ts';
import type { PlannedRow } from '../pair/row/rows.ts';
import { endedAt, hasEnded } from '../pair/row/standing.ts';
import type { Settings } from '../pair/settings.ts';
import { editedLosers } from '../pair/writes/operations.ts';

/**
 * The plan that takes the entry, with the rows of the pair that gives way. Both are committed at once. The user's
 * changes in the silent copy go on record.
 */
export function displace(
  plan: Plan,
  settings: Settings,
  { holder, at }: { readonly holder: EntryHolder; readonly at: Instant },
): Plan {
  const { pair, abandoned, orphans } = holder.row;
  const standing = { is: 'ended', at: endedAt(holder.row) ?? at } as const;
  const ended = { pair, intents: {}, abandoned, unlanded: {}, orphans, standing };
  const without = withoutCopy(plan, settings, holder);
  const rows: PlannedRow[] = [{ op: 'put', kind: 'pair', name: pair, row: ended }];
  if (orphans.length === 0) rows.push({ op: 'remove', kind: 'dirty', name: pair });
  return {
    ...without,
    displaces: pair,
    deletes: without.deletes + holder.deletes,
    rows: [...without.rows, ...rows],
  };
}

function withoutCopy(plan: Plan, settings: Settings, holder: EntryHolder): Plan {
  const losers = [...plan.losers, ...holder.losers];
  if (holder.mailbox.state !== 'present' || hasEnded(holder.row)) return { ...plan, losers };
  const { item } = holder.mailbox;
  const edited = editedLosers(holder, settings, 'mailbox');
  const orphan = { side: 'mailbox', id: item.id, version: item.version } as const;
  return {
    ...plan,
    losers: [...losers, ...edited, ...unfinishedLosers(settings, holder, 'mailbox')],
    row: { ...plan.row, orphans: [...plan.row.orphans, orphan] },
    rows: [...plan.rows, { op: 'remove', kind: 'mailboxIndex', name: item.id }],
  };
}
