// Two passes over the dirty pairs. The first does updates and creations. The second does the deletes, when all deletes
// of the run are known, each from a second fresh reading. docs/sync.md section 5.

import type { Plan, Planning } from '../pair/plan.ts';
import { heldBy } from '../pair/row/standing.ts';
import { otherSide } from '../ports/remote.ts';
import type { HoldRow } from '../ports/rows.ts';
import type { RowRef, Stored } from '../ports/store.ts';
import { isDue } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { CHANGED, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { execute } from './execute.ts';
import { applyHold, type PendingDelete } from './hold.ts';
import { keepFormats } from './keepFormats.ts';
import { Planner } from './planner.ts';
import { chunks, type Marked, readBoth } from './readBoth.ts';

/** More marks than a day's changes: a first run, or a new listing. */
const DENSE = 300;

export async function reconcile(
  session: Session,
  planning: Planning,
  hold: Stored<'hold'> | undefined,
): Promise<StepResult> {
  const dirty = (await session.context.store.list('dirty')).filter((each) =>
    isDue(each, hold?.row, session.context.now()),
  );
  const isDense = dirty.length > DENSE;
  const deletes: PendingDelete[] = [];
  for (const chunk of chunks(session, dirty)) {
    if (session.outOfTime()) return CHANGED;
    deletes.push(...(await pass({ session, planning, hold: hold?.row, executes: false, isDense }, chunk)));
  }
  if (deletes.length === 0 && !hold) return CHANGED;
  const go = new Set(await applyHold(session, deletes, hold));
  const marked = dirty.filter((each) => go.has(each.row.pair));
  for (const chunk of chunks(session, marked)) {
    if (session.outOfTime()) return CHANGED;
    await pass({ session, planning, hold: hold?.row, executes: true, isDense: false }, chunk);
  }
  return CHANGED;
}

interface Pass {
  readonly session: Session;
  readonly planning: Planning;
  readonly hold: HoldRow | undefined;
  /** Deletes are executed; otherwise they are only counted. */
  readonly executes: boolean;
  readonly isDense: boolean;
}

/** Answers the deletes that were planned and not executed. */
async function pass(
  { session, planning, hold, executes, isDense }: Pass,
  dirty: readonly Stored<'dirty'>[],
): Promise<PendingDelete[]> {
  const work = new Work(session);
  for (const each of dirty) work.know(each);
  await loadPairs(work, { dirty, isDense });
  const looks = await readBoth(session, markedPairs(work, dirty, hold));
  const planner = new Planner(session, work, planning);
  const withheld: PendingDelete[] = [];
  for (const look of looks) {
    const plan = await planner.plan(look);
    const pending = executes ? undefined : pendingDelete(plan);
    if (!pending) continue;
    withheld.push(pending);
    planner.drop(plan.row.pair);
  }
  await execute(work, await keepFormats(session, await planner.complete()));
  return withheld;
}

function pendingDelete(plan: Plan): PendingDelete | undefined {
  const removal = plan.operations.find((each) => each.op === 'delete');
  if (!removal) return undefined;
  const other = otherSide(removal.side);
  return { pair: plan.row.pair, held: heldBy(plan.row), gone: plan[other].state === 'gone' ? other : undefined };
}

/** The pairs of the marks. A mark whose pair is gone is removed. */
function markedPairs(work: Work, dirty: readonly Stored<'dirty'>[], hold: HoldRow | undefined): Marked[] {
  return dirty.flatMap(({ name, row: mark }): Marked[] => {
    const row = work.row('pair', mark.pair);
    if (!row) {
      work.remove(mark.pair, 'dirty', name);
      return [];
    }
    return [{ row, mark, isDiscarded: hold?.state === 'discarded' && heldBy(row) === hold.id }];
  });
}

/** Marks are listed in the order of their pairs. Where nearly all pairs are marked, a chunk is one range of pairs. */
async function loadPairs(
  work: Work,
  { dirty, isDense }: { readonly dirty: readonly Stored<'dirty'>[]; readonly isDense: boolean },
): Promise<void> {
  const { session } = work;
  const first = dirty[0];
  const last = dirty.at(-1);
  if (isDense && first && last) {
    const range = { from: first.row.pair, to: last.row.pair };
    for (const pair of await session.context.store.list('pair', range)) work.know(pair);
  }
  await work.load(dirty.map((each): RowRef => ({ kind: 'pair', name: each.row.pair })));
}
