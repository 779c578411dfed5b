// A hold as people read it, and the one way to decide about it.
import type { Instant } from '../../calendar/event.ts';
import type { HoldRow } from '../../sync/ports/rows.ts';
import type { Stored } from '../../sync/ports/store.ts';
import type { Acting } from '../acting.ts';
import { decisionOf } from '../decision.ts';

export type HoldDecision = 'release' | 'discard';

/** Deletes that wait, or waited, for a person. */
export interface Hold {
  readonly state: HoldRow['state'];
  readonly deletes: number;
  readonly since: Instant;
  /** `emptied`: one side was suddenly empty. */
  readonly why: 'emptied' | 'tooMany';
}

export const holdOf = ({ state, count, at, emptied }: HoldRow): Hold => ({
  state,
  deletes: count,
  since: at,
  why: emptied ? 'emptied' : 'tooMany',
});

export interface HeldLink {
  readonly link: string;
  readonly hold: Stored<'hold'>;
}

/**
 * Stores the decided hold with its record in one transaction and asks for a run. Undefined where another hold stands
 * there by now.
 */
export async function decide(
  acting: Acting,
  { link, hold }: HeldLink,
  decided: HoldDecision,
): Promise<'released' | 'discarded' | undefined> {
  const { app, company } = acting;
  const state = decided === 'release' ? 'released' : 'discarded';
  const what = decided === 'release' ? 'holdReleased' : 'holdDiscarded';
  const row = { ...hold.row, state } as const;
  const decision = decisionOf(acting, what, { count: row.count });
  const written = await app.directory.linkStore(company, link).commit([
    { op: 'replace', kind: 'hold', name: '', row, etag: hold.etag },
    { op: 'insert', kind: 'audit', name: decision.name, row: decision.row },
  ]);
  if (!written.ok) return undefined;
  await app.queues.syncLink({ company, link });
  return state;
}
