// A fresh reading of both sides of some pairs: one request a side, where both take as many.
import type { Look, Reading, Readings } from '../pair/look.ts';
import { endsRun, type Failure, type Outcome } from '../ports/outcome.ts';
import type { Item, Remote } from '../ports/remote.ts';
import type { DirtyRow, PairRow } from '../ports/rows.ts';
import { readAll } from '../session/readAll.ts';
import { RunStopped, type Session } from '../session/session.ts';

/** A pair with its mark, before it is read. */
export interface Marked {
  readonly row: PairRow;
  readonly mark: DirtyRow;
  readonly isDiscarded?: boolean;
}

/** A look at a pair by itself, not because of a mark. */
export const unmarked = (row: PairRow, at: number): Marked => ({
  row,
  mark: { pair: row.pair, why: 'changed', at, attempts: 0 },
});

/** One look per pair, in order. A failure of the whole link ends the run. A failure of one item is its pair's. */
export async function readBoth({ context }: Session, pairs: readonly Marked[]): Promise<Look[]> {
  const mailbox = await readSide(
    context.mailbox,
    pairs.map(({ row }) => row.mailbox?.id),
  );
  const source = await readSide(
    context.source,
    pairs.map(({ row }) => row.source?.id),
  );
  return pairs.map(({ row, mark, isDiscarded = false }, index): Look => {
    const readings: Readings = {
      mailbox: mailbox[index]?.reading ?? ABSENT,
      source: source[index]?.reading ?? ABSENT,
    };
    const failure = source[index]?.failure ?? mailbox[index]?.failure;
    return { row, mark, isDiscarded, ...readings, failure };
  });
}

const ABSENT = { state: 'absent' } as const;

interface SideRead<I extends Item> {
  readonly reading: Reading<I>;
  readonly failure?: Failure;
}

async function readSide<I extends Item>(
  remote: Remote<I>,
  wanted: readonly (string | undefined)[],
): Promise<SideRead<I>[]> {
  const read = (
    await readAll(
      remote,
      wanted.filter((id) => id !== undefined),
    )
  ).values();
  return wanted.map((id) => (id === undefined ? { reading: ABSENT } : readingOf(read.next().value)));
}

function readingOf<I extends Item>(outcome: Outcome<I> | undefined): SideRead<I> {
  if (!outcome) return { reading: ABSENT };
  if (outcome.ok) return { reading: { state: 'present', item: outcome.value } };
  if (outcome.failure.kind === 'gone') return { reading: { state: 'gone' } };
  if (endsRun(outcome.failure)) throw new RunStopped(outcome.failure);
  return { reading: ABSENT, failure: outcome.failure };
}

/** Pairs that are read, written and committed together. */
export function chunks<T>({ context }: Session, items: readonly T[]): T[][] {
  const size = Math.max(context.mailbox.batchSize, context.source.batchSize);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
