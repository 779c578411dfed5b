// A person asks for a losing value. The request writes the wish in one transaction, and the next run finds it.

import type { Instant } from '../../calendar/event.ts';
import { isLinked } from '../pair/row/standing.ts';
import type { DirtyRow, HistoryRow, PairRow } from '../ports/rows.ts';
import type { LinkStore, RowWrite, Stored } from '../ports/store.ts';

/** The number of times that the rows are read anew when a run writes them at the same time. */
const ATTEMPTS = 5;

export interface RestoreRequest {
  /** The name of the losing value's row. */
  readonly name: string;
  readonly at: Instant;
  readonly by: string;
  /** The id of the API key with which somebody acts. */
  readonly byKey?: string;
  /** The name of the audit row. */
  readonly audit: string;
}

/**
 * `requested`: the next run writes the value. `known`: the value had been asked for before, so nothing was written.
 * `over`: the value has expired. `impossible`: the pair has ended or no longer takes part. `busy`: other writers were
 * quicker again and again.
 */
export type RestoreAnswer = 'requested' | 'known' | 'over' | 'impossible' | 'busy';

export async function requestRestore(store: LinkStore, request: RestoreRequest): Promise<RestoreAnswer> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [wanted] = await store.load([{ kind: 'history', name: request.name }]);
    if (!wanted || wanted.row.expiresAt <= request.at) return 'over';
    if (wanted.row.restore) return 'known';
    const { pair: name } = wanted.row;
    const [[pair], [mark]] = await Promise.all([
      store.load([{ kind: 'pair', name }]),
      store.load([{ kind: 'dirty', name }]),
    ]);
    if (!pair || !isLinked(pair.row)) return 'impossible';
    if ((await store.commit(writesOf(request, { wanted, pair, mark }))).ok) return 'requested';
  }
  return 'busy';
}

/** The mailbox's changes could end a mark of this kind, and the wish with it. */
const markOf = (mark: DirtyRow): DirtyRow => (mark.why === 'created' ? { ...mark, why: 'restore' } : mark);

interface Wish {
  readonly wanted: Stored<'history'>;
  readonly pair: Stored<'pair'>;
  readonly mark: Stored<'dirty'> | undefined;
}

/** The wish stands on the pair and not on its mark, because a new observation rewrites the mark. */
function writesOf({ name, audit, ...acting }: RestoreRequest, { wanted, pair, mark }: Wish): RowWrite[] {
  const { at } = acting;
  const history: HistoryRow = { ...wanted.row, restore: { at } };
  const row: PairRow = { ...pair.row, restores: [...(pair.row.restores ?? []), name] };
  return [
    { op: 'replace', kind: 'history', name, row: history, etag: wanted.etag },
    { op: 'replace', kind: 'pair', name: pair.name, row, etag: pair.etag },
    // Asserts the mark. A run that ends it meanwhile has not seen the wish.
    mark
      ? { op: 'replace', kind: 'dirty', name: pair.name, row: markOf(mark.row), etag: mark.etag }
      : {
          op: 'insert',
          kind: 'dirty',
          name: pair.name,
          row: { pair: pair.name, why: 'restore', at, attempts: 0 },
        },
    { op: 'insert', kind: 'audit', name: audit, row: { ...acting, what: 'valueRestored', conflict: name } },
  ];
}
