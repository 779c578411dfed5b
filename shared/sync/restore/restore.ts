// A losing value that a person wants back is written to one side, like that person's edit there. The write is
// announced, conditional and recognisable, and the value that it replaces goes on record. The merge then carries it to
// the other side. docs/sync.md section 7, "A losing value restored".
import type { EventField, Instant } from '../../calendar/event.ts';
import { isUnfinished } from '../pair/facts/unfinished.ts';
import { type Read, SIDES } from '../pair/look.ts';
import { losingValues } from '../pair/losers.ts';
import { decided, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { type Answers, type Asking, ask } from '../pair/question.ts';
import { printsOf } from '../pair/row/prints.ts';
import { asEdited, withoutWish } from '../pair/row/restored.ts';
import type { Settings } from '../pair/settings.ts';
import type { OpenedLoser } from '../ports/link.ts';
import { directionOf, isPrivate } from '../ports/linkRules.ts';
import { otherSide, type Side } from '../ports/remote.ts';
import type { HistoryRow, PairRow } from '../ports/rows.ts';

type Restoring = Pick<Settings, 'email' | 'conflictPolicy' | 'rules' | 'mailbox' | 'source'>;

export interface Wanted extends OpenedLoser {
  readonly field: EventField;
}

/**
 * The side on which the user could write this value now, so that it reaches the other side. It is the winner of
 * conflicts, if it holds the field and the link's direction lets its edits through. Undefined where no side will do: a
 * side is missing, somebody else's value rules the field, or one side may not know it.
 */
export function sideToRestore(restoring: Restoring, read: Read, { field, patch, body }: Wanted): Side | undefined {
  const { row, mailbox, source } = read;
  if (mailbox.state !== 'present' || source.state !== 'present' || !row.mailbox || !row.source) return undefined;
  if (!isExchanged(row)) return undefined;
  const items = { mailbox: mailbox.item, source: source.item };
  if (source.item.owner !== restoring.email || SIDES.some((side) => items[side].fixed?.has(field))) return undefined;
  const hides = restoring.rules.privateEvents.kind !== 'asTheyAre';
  const isUnheld = SIDES.some((side) => {
    const { content } = items[side];
    if (content.kind !== 'event' || (hides && isPrivate(content.event))) return true;
    return restoring[side].unheld({ ...content.event, ...patch }) !== undefined;
  });
  if (isUnheld) return undefined;
  const sides = sidesThatCount(restoring, source.item.type).filter((side) => restoring[side].fields.has(field));
  // Only the mailbox holds a format.
  return body !== undefined && sides.includes('mailbox') ? 'mailbox' : sides[0];
}

/** Both items take part, and each side may know all of the other. */
const isExchanged = (row: PairRow): boolean => row.standing === undefined && !row.veiled;

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

/**
 * Fulfils the first wish that is possible: nothing else is written in this look. A wish that is not possible is given
 * up, and its record says so.
 */
export function* restoreValue(begun: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  let plan = begun;
  for (const name of begun.row.restores ?? []) {
    const wanted = yield* ask({ kind: 'losingValue', name });
    const verdict = fulfil(plan, settings, { name, wanted, at });
    if (verdict.kind !== 'goOn') return verdict;
    plan = verdict.plan;
  }
  return goOn(plan);
}

interface Wish {
  readonly name: string;
  readonly wanted: Answers['losingValue'];
  readonly at: Instant;
}

function fulfil(plan: Plan, settings: Settings, { name, wanted, at }: Wish): Verdict {
  const opened = wanted && wanted.row.expiresAt > at ? wanted.opened : undefined;
  const side = wanted && opened && sideToRestore(settings, plan, { field: wanted.row.field, ...opened });
  const reading = side && plan[side];
  if (!wanted || !opened || !side || reading?.state !== 'present') return goOn(givenUp(plan, name, wanted?.row));
  const { field } = wanted.row;
  const { item } = reading;
  const { patch } = opened;
  const body = side === 'mailbox' ? opened.body : undefined;
  const isThere = printsOf(settings.print, item)[field] === settings.print(patch)[field];
  // A half-done write of a series reads as sent. The other side would be written over it.
  const isHalf = field === 'when' && isUnfinished(plan.row, side, reading);
  if (isThere && !isHalf && body === undefined)
    return goOn({ ...plan, row: asEdited(withoutWish(plan.row, name), side, [field]) });
  const losers = isThere && body === undefined ? [] : losingValues({ side, item, fields: [field], why: 'replaced' });
  return decided({
    ...plan,
    operations: [{ op: 'update', side, item, patch, losers, restores: name, ...(body === undefined ? {} : { body }) }],
    conclusion: 'lookAgain',
  });
}

function givenUp(plan: Plan, name: string, wanted: HistoryRow | undefined): Plan {
  const row = withoutWish(plan.row, name);
  if (!wanted?.restore) return { ...plan, row };
  const impossible = { ...wanted, restore: { ...wanted.restore, impossible: true } } as const;
  return { ...plan, row, rows: [...plan.rows, { op: 'put', kind: 'history', name, row: impossible }] };
}
