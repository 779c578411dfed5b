// Rows beside a pair's own that a plan changes: index rows of the pair's items, and losing values.
import type { Item, Side } from '../../ports/remote.ts';
import type { HistoryRow, IndexRow, PairRow, UidRow } from '../../ports/rows.ts';

type IndexKind = 'mailboxIndex' | 'sourceIndex';

/**
 * A row that is committed in the transaction of the pair. `put` is conditional: inserted, or replaced as it was read.
 * `upsert` is for indexes of ids that the pair holds already.
 */
export type PlannedRow =
  | { readonly op: 'put' | 'upsert'; readonly kind: IndexKind; readonly name: string; readonly row: IndexRow }
  | { readonly op: 'put' | 'upsert'; readonly kind: 'uidIndex'; readonly name: string; readonly row: UidRow }
  | { readonly op: 'put'; readonly kind: 'history'; readonly name: string; readonly row: HistoryRow }
  /** The row of another pair, which gives way to this one. */
  | { readonly op: 'put'; readonly kind: 'pair'; readonly name: string; readonly row: PairRow }
  | { readonly op: 'remove'; readonly kind: IndexKind | 'dirty'; readonly name: string };

export const indexKind = (side: Side): IndexKind => (side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex');

/** The index row by which an item is known to be this pair's. Without `version`, the item is looked at again. */
export const indexRow = (side: Side, row: IndexRow, op: 'put' | 'upsert' = 'put'): PlannedRow => ({
  op,
  kind: indexKind(side),
  name: row.id,
  row,
});

/** The index row by which an event that gets another id is found again. */
export const uidRow = (uid: string, pair: string): PlannedRow => ({
  op: 'upsert',
  kind: 'uidIndex',
  name: uid,
  row: { uid, pair },
});

/** The index rows of an item that the pair has just taken. */
export const rowsOfItem = (side: Side, pair: string, { id, version, uid }: Item): PlannedRow[] => [
  indexRow(side, { id, pair, version }),
  ...(uid === undefined ? [] : [uidRow(uid, pair)]),
];
