// The format of an event's body, when its text is written over. docs/sync.md section 7, "Formatted text". Pure.
import type { Instant } from '../../../calendar/event.ts';
import type { Reformatted } from '../../ports/mailbox.ts';
import type { FormatRemark } from '../../ports/remote.ts';
import type { PairSide, UpdateIntent } from '../../ports/rows.ts';
import { isTooLarge, type LosingValue, losingValues } from '../losers.ts';
import type { Operation, Plan } from '../plan.ts';

export type Update = Extract<Operation, { readonly op: 'update' }>;

/** The losing values are kept so long, and so long people are told of a format. */
const TOLD_MS = 30 * 86_400_000;

/**
 * The update that writes over the text of an event, which may be formatted. A veiled pair's text is taken back as a
 * whole, with all that its format could still tell.
 */
export const overText = ({ row, operations }: Plan): Update | undefined =>
  row.veiled
    ? undefined
    : operations.find(
        (each): each is Update =>
          each.op === 'update' && each.side === 'mailbox' && each.patch.description !== undefined,
      );

/**
 * The plan whose update keeps the format, or loses it with the formatted body on record. A losing value that is too
 * large with its format goes on record without it, where the format stays.
 */
export function withFormatOf(plan: Plan, update: Update, { was, now }: Reformatted): Plan {
  const body = update.body ?? now;
  const losers = update.losers.map((loser) =>
    isText(loser) ? withBody(loser, { was, isKept: body !== undefined }) : loser,
  );
  const lost = body === undefined && !losers.some(isText) ? unformatted(update, was) : [];
  const formatted: Update = {
    ...update,
    losers: [...losers, ...lost],
    ...(body === undefined ? {} : { body }),
    // A restored format is what the person has asked for.
    ...(update.body === undefined ? { format: body === undefined ? 'lost' : 'kept' } : {}),
  };
  return { ...plan, operations: plan.operations.map((each) => (each === update ? formatted : each)) };
}

const isText = ({ side, field }: LosingValue): boolean => side === 'mailbox' && field === 'description';

function withBody(
  loser: LosingValue,
  { was, isKept }: { readonly was: string; readonly isKept: boolean },
): LosingValue {
  const formatted = { ...loser, body: was };
  return isKept && isTooLarge(formatted) ? loser : formatted;
}

const unformatted = ({ item }: Update, was: string): LosingValue[] =>
  losingValues({ side: 'mailbox', item, fields: ['description'], why: 'unformatted' }).map((loser) => ({
    ...loser,
    body: was,
  }));

/** The side of a pair after an update of it landed. */
export function withFormat(ours: PairSide, { target, format, at }: UpdateIntent): PairSide {
  if (target.description === undefined) return ours;
  const { format: _, ...others } = ours;
  return format ? { ...others, format: { is: format, at } } : others;
}

/** The remark on the format of the body, as long as a lost one could be restored. */
export function formatRemarks(side: PairSide | undefined, now: Instant): readonly FormatRemark[] {
  if (!side?.format || side.format.at + TOLD_MS <= now) return [];
  return [side.format.is === 'kept' ? 'format-kept' : 'format-lost'];
}
