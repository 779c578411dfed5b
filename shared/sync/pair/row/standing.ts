// Tests of a pair's standing, and rows with a new standing. Pure.
import type { Instant } from '../../../calendar/event.ts';
import type { PairRow } from '../../ports/rows.ts';
import type { Expansion, LeftOut, SetAside, Standing } from '../../ports/standing.ts';
import { without } from './without.ts';

type Stands = Pick<PairRow, 'standing'>;

const EXPANDED: LeftOut = { reason: 'recurrence-not-supported' };

/** When both sides were gone; undefined for a pair that has not ended. */
export const endedAt = ({ standing }: Stands): Instant | undefined =>
  standing?.is === 'ended' ? standing.at : undefined;

export const hasEnded = (row: Stands): boolean => endedAt(row) !== undefined;

/** True when the pair is set aside, or was before it ended. */
export function setAsideAs({ standing }: Stands): SetAside | undefined {
  if (standing?.is === 'left' || standing?.is === 'unlinked') return standing.is;
  return standing?.is === 'ended' ? standing.after : undefined;
}

/** True when the user deleted the own copy, even if the entry is no longer this user's since. */
export const hasLeft = ({ standing }: Stands): boolean =>
  standing?.is === 'left' || (standing?.is === 'unlinked' && standing.hasLeft === true);

/** The hold that the pair's delete waits for. */
export const heldBy = ({ standing }: Stands): string | undefined =>
  standing?.is === 'held' ? standing.hold : undefined;

export const isKept = ({ standing }: Stands): boolean => standing?.is === 'kept';

export const expansionIn = ({ standing }: Stands): Expansion | undefined =>
  standing?.is === 'expanded' ? standing : undefined;

/** The reason why the pair takes no part, also while its delete is held or was discarded. */
export function leftOutIn({ standing }: Stands): LeftOut | undefined {
  switch (standing?.is) {
    case 'leftOut':
      return { reason: standing.reason, ...(standing.by === undefined ? {} : { by: standing.by }) };
    case 'left':
    case 'unlinked':
    case 'held':
    case 'kept':
      return standing.leftOut;
    case 'expanded':
      return EXPANDED;
    case 'ended':
    case undefined:
      return undefined;
  }
}

const reasonOf = (left: LeftOut | undefined): { readonly leftOut?: LeftOut } => (left ? { leftOut: left } : {});

/** Both items stand, and the pair is neither set aside nor ended. */
export const isLinked = (row: PairRow): boolean =>
  !hasEnded(row) && setAsideAs(row) === undefined && row.mailbox !== undefined && row.source !== undefined;

/** The row with this standing; without one, it takes part. */
export function withStanding(row: PairRow, standing: Standing | undefined): PairRow {
  const rest = without(row, 'standing');
  return standing ? { ...rest, standing } : rest;
}

/** The row of a pair that both sides have lost. */
export const ended = (row: PairRow, at: Instant): PairRow => {
  const after = setAsideAs(row);
  return withStanding(row, { is: 'ended', at: endedAt(row) ?? at, ...(after ? { after } : {}) });
};

/** The row of a pair that is set aside. One that has ended remembers it. */
export function setAside(row: PairRow, as: SetAside): PairRow {
  if (row.standing?.is === 'ended') return withStanding(row, { ...row.standing, after: as });
  const reason = reasonOf(leftOutIn(row));
  if (as === 'left') return withStanding(row, { is: 'left', ...reason });
  return withStanding(row, { is: 'unlinked', ...(hasLeft(row) ? { hasLeft: true } : {}), ...reason });
}

/** The row with the reason why its pair takes no part, or without one. An ended pair stays as it is. */
export function withLeftOut(row: PairRow, left: LeftOut | undefined): PairRow {
  const { standing } = row;
  switch (standing?.is) {
    case 'ended':
      return row;
    case 'left':
      return withStanding(row, { is: 'left', ...reasonOf(left) });
    case 'unlinked':
      return withStanding(row, { is: 'unlinked', ...(standing.hasLeft ? { hasLeft: true } : {}), ...reasonOf(left) });
    case 'held':
      return withStanding(row, { is: 'held', hold: standing.hold, ...reasonOf(left) });
    case 'kept':
      return withStanding(row, { is: 'kept', ...reasonOf(left) });
    case 'expanded':
      if (left?.reason === EXPANDED.reason) return row;
  }
  return withStanding(row, left && { is: 'leftOut', ...left });
}

/** The row of a pair whose delete waits for this hold. */
export function withHold(row: PairRow, hold: string): PairRow {
  return withStanding(row, { is: 'held', hold, ...reasonOf(leftOutIn(row)) });
}

/** The row of a pair whose delete no longer waits for a person. */
export function withoutHold(row: PairRow): PairRow {
  const { standing } = row;
  if (standing?.is !== 'held') return row;
  return withStanding(row, standing.leftOut && { is: 'leftOut', ...standing.leftOut });
}

/** The row of a pair whose delete a person has discarded. */
export function keptRow(row: PairRow): PairRow {
  return withStanding(row, { is: 'kept', ...reasonOf(leftOutIn(row)) });
}

/** The row of a pair that takes an item: it takes part, unless it has ended. A hold is settled by the next look. */
export function takingPart(row: PairRow): PairRow {
  if (hasEnded(row)) return row;
  const hold = heldBy(row);
  return withStanding(row, hold === undefined ? undefined : { is: 'held', hold });
}

/** The row of a series whose occurrences stand for themselves. Without `expansion`: they no longer do. */
export function withExpansion(row: PairRow, expansion: Expansion | undefined): PairRow {
  if (expansion) return withStanding(row, { is: 'expanded', ...expansion });
  return row.standing?.is === 'expanded' ? withStanding(row, { is: 'leftOut', ...EXPANDED }) : row;
}
