// The verdict: everything that a synchronisation can do wrong is seen.
import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../../local/demo/judge.ts';
import { event, series, standing } from './events.ts';

const [a, b] = [event('A'), event('B')];
const preview = { matched: 0, toExchange: 0, toSource: 0, leftOut: [] };
const ends = { mailbox: [series('Weekly'), standing(a), standing(b)], source: [standing(a), standing(b)] };
const right: Evidence = {
  preview,
  before: [series('Weekly'), standing(a)],
  mayTouch: () => true,
  expected: { things: [a, b], losing: [{ side: 'source', field: 'title', value: 'Loser' }] },
  ends,
  again: ends,
  quiet: true,
  record: [{ side: 'source', field: 'title', value: 'Loser' }],
};

describe('judge', () => {
  it('finds nothing where both sides hold what was written', () => {
    expect(judge(right)).toEqual({ preview, converged: true, lost: [], doubled: [] });
  });

  it('finds a value that was lost on one side: the sides have not converged', () => {
    const lost = { ...ends, source: [standing(a), standing(event('B', { location: 'Elsewhere' }))] };
    expect(judge({ ...right, ends: lost, again: lost })).toMatchObject({ converged: false, lost: ['B (source)'] });
  });

  it('finds a value that was lost on both sides, though they have converged', () => {
    const lost = { mailbox: [series('Weekly'), standing(a)], source: [standing(a)] };
    const verdict = judge({ ...right, ends: lost, again: lost });
    expect(verdict).toMatchObject({ converged: true, lost: ['B (mailbox)', 'B (source)'] });
  });

  it('finds a thing that is doubled on both sides', () => {
    const twice = { mailbox: [...ends.mailbox, standing(a)], source: [...ends.source, standing(a)] };
    const verdict = judge({ ...right, ends: twice, again: twice });
    expect(verdict).toMatchObject({ converged: true, doubled: ['A (mailbox)', 'A (source)'] });
  });

  it('finds a series that was touched or deleted', () => {
    for (const mailbox of [
      [series('Weekly', '2'), standing(a), standing(b)],
      [standing(a), standing(b)],
    ]) {
      const touched = { ...ends, mailbox };
      expect(judge({ ...right, ends: touched, again: touched }).lost).toEqual(['Weekly (not to be touched)']);
    }
  });

  it('finds an event of somebody else that was touched, and does not look for it in the source', () => {
    const theirs = event('Theirs');
    const mayTouch: Evidence['mayTouch'] = ({ title }) => title !== 'Theirs';
    const before = [standing(theirs)];
    const kept = { ...ends, mailbox: [standing(a), standing(b), standing(theirs)] };
    expect(judge({ ...right, before, mayTouch, ends: kept, again: kept }).lost).toEqual([]);
    const touched = { ...ends, mailbox: [standing(a), standing(b), standing(theirs, '2')] };
    expect(judge({ ...right, before, mayTouch, ends: touched, again: touched }).lost).toEqual([
      'Theirs (not to be touched)',
    ]);
  });

  it('finds the loser of a conflict that is not on record', () => {
    expect(judge({ ...right, record: [] }).lost).toEqual(["source's title: Loser (not in the record of conflicts)"]);
  });

  it('has not converged while something waits, or while runs still change things', () => {
    expect(judge({ ...right, quiet: false }).converged).toBe(false);
    const later = { ...ends, source: [standing(a), standing(b, '2')] };
    expect(judge({ ...right, again: later }).converged).toBe(false);
  });
});
