// The verdict sees every fault that a synchronisation can make.
import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../../local/demo/judge.ts';
import { event, standing, unreadable, weekly } from './events.ts';

const [a, b] = [event('A'), weekly('B', { '2026-12-08T09:00:00': { excluded: true } })];
const preview = { matched: 0, toExchange: 0, toSource: 0, leftOut: [] };
const ends = { mailbox: [unreadable('Broken'), standing(a), standing(b)], source: [standing(a), standing(b)] };
const right: Evidence = {
  preview,
  before: [unreadable('Broken'), standing(a)],
  mayTouch: () => true,
  expected: { things: [a, b], sourceOnly: [], losing: [{ side: 'source', field: 'title', value: 'Loser' }] },
  ends,
  again: ends,
  quiet: true,
  record: [{ side: 'source', field: 'title', value: 'Loser' }],
};

describe('judge', () => {
  it('finds nothing where both sides hold what was written', () => {
    expect(judge(right)).toEqual({ preview, converged: true, lost: [], doubled: [], events: [a, b] });
  });

  it('finds a value that was lost on one side: the sides have not converged', () => {
    const lost = { ...ends, source: [standing(a), standing({ ...b, location: 'Elsewhere' })] };
    expect(judge({ ...right, ends: lost, again: lost })).toMatchObject({ converged: false, lost: ['B (source)'] });
  });

  it('finds a value that was lost on both sides, though they have converged', () => {
    const lost = { mailbox: [unreadable('Broken'), standing(a)], source: [standing(a)] };
    const verdict = judge({ ...right, ends: lost, again: lost });
    expect(verdict).toMatchObject({ converged: true, lost: ['B (mailbox)', 'B (source)'] });
  });

  it('finds an occurrence of a series that was lost, and one that came back', () => {
    for (const overrides of [{}, { '2026-12-15T09:00:00': { excluded: true } }] as const) {
      const other = { ...ends, source: [standing(a), standing(weekly('B', overrides))] };
      expect(judge({ ...right, ends: other, again: other })).toMatchObject({
        converged: false,
        lost: ['B (source)'],
        doubled: [],
      });
    }
  });

  it('keeps what the mailbox cannot hold in the source, and finds it where it is not there, or in both', () => {
    const expected = { ...right.expected, sourceOnly: [event('Twice a month')] };
    const kept = { ...ends, source: [...ends.source, standing(event('Twice a month'))] };
    expect(judge({ ...right, expected, ends: kept, again: kept })).toMatchObject({
      converged: true,
      lost: [],
      doubled: [],
    });
    expect(judge({ ...right, expected }).lost).toEqual(['Twice a month (source)']);
    const both = { ...kept, mailbox: [...ends.mailbox, standing(event('Twice a month'))] };
    expect(judge({ ...right, expected, ends: both, again: both })).toMatchObject({
      converged: false,
      doubled: ['Twice a month (mailbox)'],
    });
  });

  it('finds a thing that is doubled on both sides', () => {
    const twice = { mailbox: [...ends.mailbox, standing(a)], source: [...ends.source, standing(a)] };
    const verdict = judge({ ...right, ends: twice, again: twice });
    expect(verdict).toMatchObject({ converged: true, doubled: ['A (mailbox)', 'A (source)'] });
  });

  it('finds a thing that takes no part and was touched or deleted', () => {
    for (const mailbox of [
      [unreadable('Broken', '2'), standing(a), standing(b)],
      [standing(a), standing(b)],
    ]) {
      const touched = { ...ends, mailbox };
      expect(judge({ ...right, ends: touched, again: touched }).lost).toEqual(['Broken (not to be touched)']);
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
