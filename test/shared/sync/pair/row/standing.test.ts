import { describe, expect, it } from 'vitest';
import {
  ended,
  endedAt,
  expansionIn,
  hasEnded,
  hasLeft,
  heldBy,
  isKept,
  isLinked,
  keptRow,
  leftOutIn,
  setAside,
  setAsideAs,
  takingPart,
  withExpansion,
  withHold,
  withLeftOut,
  withoutHold,
  withStanding,
} from '../../../../../shared/sync/pair/row/standing.ts';
import type { Expansion, LeftOut, Standing } from '../../../../../shared/sync/ports/standing.ts';
import { rowWith } from '../../../../world/planning.ts';

const FILTERED: LeftOut = { reason: 'filtered', by: 'allDay' };
const SERIES: LeftOut = { reason: 'recurrence-not-supported' };
const EXPANSION: Expansion = { version: '1', at: 3 };
const ENDED: Standing = { is: 'ended', at: 7 };
const LEFT: Standing = { is: 'left' };
const UNLINKED: Standing = { is: 'unlinked' };
const LEFT_OUT: Standing = { is: 'leftOut', ...FILTERED };
const EXPANDED: Standing = { is: 'expanded', ...EXPANSION };
const HELD: Standing = { is: 'held', hold: 'h', leftOut: FILTERED };
const KEPT: Standing = { is: 'kept', leftOut: FILTERED };
const ALL = [undefined, ENDED, LEFT, UNLINKED, LEFT_OUT, EXPANDED, HELD, KEPT];

const standing = (value: Standing | undefined) => withStanding(rowWith(), value);
/** Of each standing in the order of `ALL`. */
const ofAll = <T>(of: (row: ReturnType<typeof standing>) => T): T[] => ALL.map((each) => of(standing(each)));

describe('what a standing says', () => {
  it('of a pair that has ended: when, and how it was set aside before', () => {
    expect(ofAll(endedAt)).toEqual([undefined, 7, ...Array(6).fill(undefined)]);
    expect(ofAll(hasEnded)).toEqual([false, true, ...Array(6).fill(false)]);
    expect(setAsideAs(standing({ ...ENDED, after: 'left' }))).toBe('left');
  });

  it('of a pair that is set aside: by its user, or because the entry is no longer the user’s', () => {
    expect(ofAll(setAsideAs)).toEqual([undefined, undefined, 'left', 'unlinked', ...Array(4).fill(undefined)]);
    expect(ofAll(hasLeft)).toEqual([false, false, true, ...Array(5).fill(false)]);
    expect(hasLeft(standing({ is: 'unlinked', hasLeft: true }))).toBe(true);
  });

  it('of a pair whose delete waits for a person, or was discarded: the hold, and why it took no part before', () => {
    expect(ofAll(heldBy)).toEqual([...Array(6).fill(undefined), 'h', undefined]);
    expect(ofAll(isKept)).toEqual([...Array(7).fill(false), true]);
    expect(leftOutIn(standing({ is: 'left', leftOut: FILTERED }))).toEqual(FILTERED);
    expect(leftOutIn(standing({ is: 'unlinked', hasLeft: true, leftOut: SERIES }))).toEqual(SERIES);
    expect(ofAll(leftOutIn)).toEqual([...Array(4).fill(undefined), FILTERED, SERIES, FILTERED, FILTERED]);
    expect(leftOutIn(standing({ is: 'leftOut', ...SERIES }))).toEqual(SERIES);
  });

  it('of a series whose occurrences stand for themselves: which of them do', () => {
    expect(ofAll(expansionIn)).toEqual([...Array(5).fill(undefined), EXPANDED, undefined, undefined]);
  });

  it('a pair is linked that has both items, and is neither set aside nor ended', () => {
    expect(ofAll(isLinked)).toEqual([true, false, false, false, true, true, true, true]);
    const { mailbox: _, ...entryOnly } = rowWith();
    const { source: __, ...eventOnly } = rowWith();
    expect([isLinked(entryOnly), isLinked(eventOnly)]).toEqual([false, false]);
  });
});

/** The standings after a step, of each standing in the order of `ALL`. */
const becomes = (step: (row: ReturnType<typeof standing>) => { standing?: Standing }) =>
  ofAll((row) => step(row).standing);

describe('what a standing becomes', () => {
  it('a pair that ends remembers how it was set aside, and when it first ended', () => {
    const now: Standing = { is: 'ended', at: 9 };
    expect(becomes((row) => ended(row, 9))).toEqual([
      now,
      ENDED,
      { ...now, after: 'left' },
      { ...now, after: 'unlinked' },
      now,
      now,
      now,
      now,
    ]);
    expect(ended(standing({ ...ENDED, after: 'left' }), 9).standing).toEqual({ ...ENDED, after: 'left' });
  });

  it('a pair is set aside, and remembers that its user had left and why it took no part; one that has ended stays so', () => {
    expect(becomes((row) => setAside(row, 'unlinked'))).toEqual([
      UNLINKED,
      { ...ENDED, after: 'unlinked' },
      { is: 'unlinked', hasLeft: true },
      UNLINKED,
      { is: 'unlinked', leftOut: FILTERED },
      { is: 'unlinked', leftOut: SERIES },
      { is: 'unlinked', leftOut: FILTERED },
      { is: 'unlinked', leftOut: FILTERED },
    ]);
    expect(becomes((row) => setAside(row, 'left'))).toEqual([
      LEFT,
      { ...ENDED, after: 'left' },
      LEFT,
      LEFT,
      { is: 'left', leftOut: FILTERED },
      { is: 'left', leftOut: SERIES },
      { is: 'left', leftOut: FILTERED },
      { is: 'left', leftOut: FILTERED },
    ]);
  });

  it('a reason to take no part goes beside what else is so of the pair, and changes nothing of one that has ended', () => {
    expect(becomes((row) => withLeftOut(row, SERIES))).toEqual([
      { is: 'leftOut', ...SERIES },
      ENDED,
      { is: 'left', leftOut: SERIES },
      { is: 'unlinked', leftOut: SERIES },
      { is: 'leftOut', ...SERIES },
      EXPANDED,
      { ...HELD, leftOut: SERIES },
      { ...KEPT, leftOut: SERIES },
    ]);
    expect(becomes((row) => withLeftOut(row, undefined))).toEqual([
      undefined,
      ENDED,
      LEFT,
      UNLINKED,
      undefined,
      undefined,
      { is: 'held', hold: 'h' },
      { is: 'kept' },
    ]);
    expect(withLeftOut(standing(EXPANDED), FILTERED).standing).toEqual(LEFT_OUT);
    const gone: Standing = { is: 'unlinked', hasLeft: true };
    expect(withLeftOut(standing({ ...gone, leftOut: SERIES }), undefined).standing).toEqual(gone);
  });

  it('a hold keeps the reason, and gives it back when it is over', () => {
    expect(withHold(standing(LEFT_OUT), 'h').standing).toEqual(HELD);
    expect(withHold(rowWith(), 'h').standing).toEqual({ is: 'held', hold: 'h' });
    expect(becomes(withoutHold)).toEqual([undefined, ENDED, LEFT, UNLINKED, LEFT_OUT, EXPANDED, LEFT_OUT, KEPT]);
    expect(withoutHold(standing({ is: 'held', hold: 'h' })).standing).toBeUndefined();
  });

  it('a discarded hold keeps the reason, too', () => {
    expect(keptRow(standing(HELD)).standing).toEqual(KEPT);
    expect(keptRow(standing({ is: 'held', hold: 'h' })).standing).toEqual({ is: 'kept' });
  });

  it('a pair that takes an item takes part, unless it has ended; its hold is settled by the next look', () => {
    expect(becomes(takingPart)).toEqual([
      undefined,
      ENDED,
      undefined,
      undefined,
      undefined,
      undefined,
      { is: 'held', hold: 'h' },
      undefined,
    ]);
  });

  it('a series no longer expanded is left out; any other pair stays as it is', () => {
    expect(becomes((row) => withExpansion(row, undefined))).toEqual([
      undefined,
      ENDED,
      LEFT,
      UNLINKED,
      LEFT_OUT,
      { is: 'leftOut', ...SERIES },
      HELD,
      KEPT,
    ]);
    expect(withExpansion(standing(LEFT_OUT), EXPANSION).standing).toEqual(EXPANDED);
  });
});
