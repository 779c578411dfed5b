// Every verdict has words.
import { describe, expect, it } from 'vitest';
import { EXPANDED, wordsOf } from '../../../../shared/links/pairs/verdictWords.ts';
import { problemOf } from '../../../../shared/problems.ts';

const words = { sentence: expect.stringMatching(/\.$/), action: expect.stringMatching(/\.$/) };

describe('wordsOf', () => {
  it.each(['left', 'unlinked', 'notSeenYet', 'notHere'] as const)('%s', (state) => {
    expect(wordsOf({ state })).toEqual(words);
  });

  it.each(['switchOn', 'start', 'pause', 'outcome', 'retry', 'companyHold', 'otherLink', 'mail', 'run'] as const)(
    'waiting for %s',
    (reason) => {
      expect(wordsOf({ state: 'waiting', for: reason })).toEqual(words);
    },
  );

  it('what is left out or failed speaks as the catalogue does', () => {
    const { sentence, action } = problemOf('filtered');
    expect(wordsOf({ state: 'leftOut', reason: 'filtered' })).toEqual({ sentence, action });
    const problem = { code: 'item-rejected', at: 0 };
    expect(wordsOf({ state: 'failed', problem }).sentence).toBe(problemOf('item-rejected').sentence);
  });

  it('a series that takes part through its occurrences has words of its own', () => {
    expect(wordsOf({ state: 'expanded' })).toEqual(EXPANDED);
  });
});
