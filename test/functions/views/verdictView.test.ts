// Every verdict has words.
import { describe, expect, it } from 'vitest';
import { remarksView, verdictView } from '../../../functions/views/verdictView.ts';
import type { Verdict } from '../../../shared/links/pairs/explainPair.ts';

const at = Date.UTC(2026, 10, 20);
const AT = '2026-11-20T00:00:00.000Z';
const words = { sentence: expect.stringMatching(/\.$/), action: expect.stringMatching(/\.$/) };

describe('verdictView', () => {
  it.each<[Verdict, object]>([
    [
      { state: 'inStep', origin: 'matched' },
      { verdict: 'inStep', origin: 'matched' },
    ],
    [
      { state: 'conflict', origin: 'createdInSource', since: at, lastWrite: at },
      { verdict: 'conflict', origin: 'createdInSource', since: AT, lastWrite: AT },
    ],
    [
      { state: 'waiting', for: 'run' },
      { verdict: 'waiting', for: 'run' },
    ],
    [
      { state: 'waiting', for: 'pause', until: at },
      { verdict: 'waiting', for: 'pause', until: AT },
    ],
    [
      { state: 'held', since: at },
      { verdict: 'held', since: AT },
    ],
    [
      { state: 'ended', at },
      { verdict: 'ended', at: AT },
    ],
    [{ state: 'left' }, { verdict: 'left' }],
    [
      { state: 'expanded', from: at, until: at },
      { verdict: 'expanded', from: AT, until: AT },
    ],
    [{ state: 'expanded' }, { verdict: 'expanded' }],
    [{ state: 'unlinked' }, { verdict: 'unlinked' }],
  ])('%j', (verdict, view) => {
    expect(verdictView(verdict)).toEqual({ ...words, ...view });
  });

  it('what is left out or failed speaks as the catalogue does', () => {
    expect(verdictView({ state: 'leftOut', reason: 'recurrence-not-supported' })).toMatchObject({
      verdict: 'leftOut',
      code: 'recurrence-not-supported',
      who: 'user',
    });
    expect(verdictView({ state: 'leftOut', reason: 'filtered', rule: 'privacy' })).toMatchObject({ rule: 'privacy' });
    const problem = { code: 'item-rejected', field: 'title', at };
    expect(verdictView({ state: 'failed', problem, until: at })).toMatchObject({
      verdict: 'failed',
      code: 'item-rejected',
      field: 'title',
      since: AT,
      until: AT,
    });
  });
});

describe('verdictView of an item without a pair', () => {
  it.each(['notSeenYet', 'notHere'] as const)('%s', (state) => {
    expect(verdictView({ state })).toEqual({ verdict: state, ...words });
  });
});

describe('remarksView', () => {
  it('speaks as the catalogue does, and is empty where nothing is to be told', () => {
    expect(remarksView([{ code: 'zone-unknown' }])).toEqual({
      remarks: [expect.objectContaining({ code: 'zone-unknown', who: 'user' })],
    });
    expect(remarksView([])).toEqual({});
  });
});
