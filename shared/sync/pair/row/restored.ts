// After a losing value was written back for a person: its field counts as that person's edit, and the wish is fulfilled.
import type { EventField } from '../../../calendar/event.ts';
import type { Side } from '../../ports/remote.ts';
import type { PairRow, UpdateIntent } from '../../ports/rows.ts';
import { without } from './without.ts';

/** The row after the update landed. */
export function withRestored(row: PairRow, side: Side, { restores, target }: UpdateIntent): PairRow {
  if (restores === undefined) return row;
  // The intent's target has the fields of its patch.
  return asEdited(withoutWish(row, restores), side, Object.keys(target) as EventField[]);
}

/** These fields count as edited on this side, because a field without base has changed. */
export function asEdited(row: PairRow, side: Side, fields: readonly EventField[]): PairRow {
  const ours = row[side];
  return ours ? { ...row, [side]: { ...ours, base: without(ours.base, ...fields) } } : row;
}

/** The row without a person's wish for the losing value of this name. */
export function withoutWish(row: PairRow, name: string): PairRow {
  const left = (row.restores ?? []).filter((each) => each !== name);
  return { ...without(row, 'restores'), ...(left.length > 0 ? { restores: left } : {}) };
}
