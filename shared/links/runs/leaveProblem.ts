// A run that could not tell its problem itself: the problem is left on the link, where people look.
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';
import type { LeaseRow } from '../../sync/ports/rows.ts';
import { sinceWhen } from '../../sync/ports/since.ts';
import type { LinkStore, RowWrite } from '../../sync/ports/store.ts';

/** The lease row is read anew when a run writes it at the same time. */
const ATTEMPTS = 3;

/**
 * The problem stands until the next run ends by itself. A run that this write overtakes ends and is repeated. After three
 * runs that were quicker nothing is written: the link is being worked on.
 */
export async function leaveProblem(store: LinkStore, code: ProblemCode, at: Instant): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [stored] = await store.load([{ kind: 'lease', name: '' }]);
    const row: LeaseRow = {
      ...(stored?.row ?? { owner: '', until: 0, startedAt: at, deletes: [] }),
      problem: { code, at: sinceWhen(stored?.row.problem, { code }, at) },
    };
    const write: RowWrite = stored
      ? { op: 'replace', kind: 'lease', name: '', row, etag: stored.etag }
      : { op: 'insert', kind: 'lease', name: '', row };
    if ((await store.commit([write])).ok) return;
  }
}
