import { describe, expect, it } from 'vitest';
import { bodyOf, isAddress, isFixed, shownWord } from '../../../../shared/exchange/format/body.ts';
import { renderHtml } from '../../../../shared/exchange/format/renderHtml.ts';

const found = bodyOf(renderHtml('<ul><li>one</li><li><a href="x">two</a></li></ul>'), {
  from: '*   one\n*   two<x>',
  to: '*   one\n*   three<x>',
});

describe('bodyOf', () => {
  it('finds each word of the text in the HTML, and none that the HTML does not have', () => {
    if (!found) throw new Error('the texts are alike');
    const { body, changes } = found;
    expect(body.before.map((_, at) => shownWord(body, at)?.text.replace('\ue001', '<x>'))).toEqual([
      ...[undefined, undefined, 'one', '\n', undefined, undefined, 'two', '<x>'],
    ]);
    expect([changes.length, isAddress(shownWord(body, 7)), isFixed(body, 3), isFixed(body, 0)]).toEqual([
      1,
      true,
      true,
      false,
    ]);
  });
});
