// A problem that ended a run before it could say so itself, left where people look: on the link.
import type { Instant } from '../calendar/event.ts';
import type { ProblemCode } from '../problems.ts';
import type { LeaseRow } from '../sync/ports/rows.ts';
import type { LinkStore, RowWrite } from '../sync/ports/store.ts';

/** How often the lease row is read anew when a run writes it at the same time. */
const ATTEMPTS = 3;

/**
 * Stands until the next run that ends by itself. A run in progress that is overtaken by this write ends and is
 * repeated; after three runs that were quicker nothing is written, because then the link is being worked on.
 */
export async function leaveProblem(store: LinkStore, code: ProblemCode, at: Instant): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [stored] = await store.load([{ kind: 'lease', name: '' }]);
    const row: LeaseRow = {
      ...(stored?.row ?? { owner: '', until: 0, startedAt: at, deletes: [] }),
      problem: { code, at },
    };
    const write: RowWrite = stored
      ? { op: 'replace', kind: 'lease', name: '', row, etag: stored.etag }
      : { op: 'insert', kind: 'lease', name: '', row };
    if ((await store.commit([write])).ok) return;
  }
}
