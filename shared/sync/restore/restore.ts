// A losing value that a person wants back is written to one side, as that person's edit there would be: announced,
// conditional, recognisable, and what it takes the place of goes on record. The merge then carries it to the other side.
import type { EventField, EventPatch } from '../../calendar/event.ts';
import { printsOf, without } from '../pair/bind.ts';
import type { Job, Reading } from '../pair/look.ts';
import { losersOf } from '../pair/operations.ts';
import { isUnfinished } from '../pair/unfinished.ts';
import type { LinkContext } from '../ports/link.ts';
import { directionOf, isPrivate } from '../ports/linkRules.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import { otherSide, type Side } from '../ports/remote.ts';
import type { HistoryRow, PairRow, UpdateIntent } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';

const SIDES: readonly Side[] = ['mailbox', 'source'];

interface Readings {
  readonly mailbox: Reading<MailboxItem>;
  readonly source: Reading<SourceItem>;
}

type Restoring = Pick<LinkContext, 'email' | 'conflictPolicy' | 'rules' | 'mailbox' | 'source'>;

/**
 * The side on which the user could write this value now, such that it reaches the other: the one that wins conflicts,
 * where it holds the field and the link's direction lets its edits through. Undefined where nobody could: a side is
 * missing, somebody else's value rules the field, or one side may not know it.
 */
export function sideToRestore(
  context: Restoring,
  row: PairRow,
  { mailbox, source }: Readings,
  field: EventField,
  patch: EventPatch,
): Side | undefined {
  if (mailbox.state !== 'present' || source.state !== 'present' || !row.mailbox || !row.source) return undefined;
  if (!isExchanged(row)) return undefined;
  const items = { mailbox: mailbox.item, source: source.item };
  if (source.item.owner !== context.email || SIDES.some((side) => items[side].fixed?.has(field))) return undefined;
  const hides = context.rules.privateEvents.kind !== 'asTheyAre';
  const isUnheld = SIDES.some((side) => {
    const { content } = items[side];
    if (content.kind !== 'event' || (hides && isPrivate(content.event))) return true;
    return context[side].unheld({ ...content.event, ...patch }) !== undefined;
  });
  if (isUnheld) return undefined;
  return sidesThatCount(context, source.item.type).find((side) => context[side].fields.has(field));
}

/** Both items take part, and each may know all of the other. */
const isExchanged = (row: PairRow): boolean =>
  row.doneAt === undefined &&
  row.held === undefined &&
  !(row.unlinked || row.left || row.keep || row.leftOut || row.veiled);

/** The sides whose edits go to the other one, the winner of conflicts first. */
function sidesThatCount({ rules, conflictPolicy }: Restoring, type: string | undefined): Side[] {
  switch (directionOf(rules, type)) {
    case 'both':
      return [conflictPolicy, otherSide(conflictPolicy)];
    case 'toExchange':
      return ['source'];
    case 'toSource':
      return ['mailbox'];
  }
}

/** True when the job is to write a value that a person wants back: nothing else is decided before that is done. */
export async function restoreValue(session: Session, work: Work, job: Job): Promise<boolean> {
  const { context } = session;
  for (const name of job.row.restores ?? []) {
    await work.load([{ kind: 'history', name }]);
    const wanted = work.row('history', name);
    const patch = wanted && wanted.expiresAt > context.now() ? context.open(wanted) : undefined;
    const side = wanted && patch && sideToRestore(context, job.row, job, wanted.field, patch);
    const reading = side && job[side];
    if (!wanted || !patch || !side || reading?.state !== 'present') {
      if (wanted) giveUp(work, job, name, wanted);
      job.row = withoutRestore(job.row, name);
      continue;
    }
    const { field } = wanted;
    const isThere = printsOf(context.print, reading.item)[field] === context.print(patch)[field];
    // Half of a write that goes no further says what was sent, and would be written over from the other side.
    const isHalf = field === 'when' && isUnfinished(job.row, side, reading);
    if (isThere && !isHalf) {
      job.row = asEdited(withoutRestore(job.row, name), side, [field]);
      continue;
    }
    const losers = isThere ? [] : losersOf(session, side, reading.item, [field], 'replaced');
    job.operations = [{ op: 'update', side, item: reading.item, patch, losers, restores: name }];
    job.conclusion = 'lookAgain';
    return true;
  }
  return false;
}

function giveUp(work: Work, job: Job, name: string, wanted: HistoryRow): void {
  if (!wanted.restore) return;
  const { pair } = job.row;
  work.put(pair, 'history', name, { ...wanted, restore: { ...wanted.restore, impossible: true } });
}

/** After the update landed: the restored field counts as a person's edit of this side. */
export function restored(row: PairRow, side: Side, { restores, target }: UpdateIntent): PairRow {
  if (restores === undefined) return row;
  // The intent's target has the fields of its patch.
  return asEdited(withoutRestore(row, restores), side, Object.keys(target) as EventField[]);
}

/** A field without base counts as changed. */
function asEdited(row: PairRow, side: Side, fields: readonly EventField[]): PairRow {
  const ours = row[side];
  return ours ? { ...row, [side]: { ...ours, base: without(ours.base, ...fields) } } : row;
}

function withoutRestore(row: PairRow, name: string): PairRow {
  const left = (row.restores ?? []).filter((each) => each !== name);
  return { ...without(row, 'restores'), ...(left.length > 0 ? { restores: left } : {}) };
}
