import { describe, expect, it } from 'vitest';
import { MARKS } from '../../../../shared/exchange/format/tags.ts';
import { changesBetween, wordsOf } from '../../../../shared/exchange/format/words.ts';

const changes = (before: string, after: string) => changesBetween(wordsOf(before), wordsOf(after));

describe('wordsOf', () => {
  it('an address, a picture, white space and marks are words of their own', () => {
    const words = wordsOf('Hi,  you<http://x/> [a b]\n[').map(({ text }) => text);
    expect(words).toEqual(['Hi', ',', '  ', 'you', '<http://x/>', ' ', '[a b]', '\n', '[']);
  });
});

describe('changesBetween', () => {
  it('gives what was replaced, in order', () => {
    expect(changes('a b c', 'a x c d')).toEqual([
      { from: 2, to: 3, newFrom: 2, newTo: 3 },
      { from: 5, to: 5, newFrom: 5, newTo: 7 },
    ]);
  });

  it.each([
    ['a  b\n\nc', 'a b\nc'],
    ['a<http://x/>', `a${MARKS.address}`],
    ['a [b]', `a ${MARKS.image}`],
    [`a ${'_'.repeat(32)}`, `a ${MARKS.rule}`],
  ])('%j and %j are the same', (before, after) => {
    expect(changes(before, after)).toEqual([]);
  });

  it('a line break is no blank', () => {
    expect(changes('a b', 'a\nb')).toHaveLength(1);
  });

  it('texts that have nothing in common are not compared without an end', () => {
    expect(changes('a '.repeat(9000), 'x\n'.repeat(9000))).toBeUndefined();
  });
});
