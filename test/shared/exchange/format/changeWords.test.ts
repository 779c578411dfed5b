import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../../shared/exchange/format/body.ts';
import { changeBlank, changeWords } from '../../../../shared/exchange/format/changeWords.ts';
import { applied } from '../../../../shared/exchange/format/edits.ts';
import { renderHtml } from '../../../../shared/exchange/format/renderHtml.ts';

function changed(html: string, from: string, to: string) {
  const found = bodyOf(renderHtml(html), { from, to });
  const [change] = found?.changes ?? [];
  const edits = found && change && changeWords(found.body, change);
  return edits && applied(html, edits.html);
}

describe('changeWords', () => {
  it.each([
    ['a word', '<b>a</b> c', 'a c', 'x c', '<b>x</b> c'],
    ['a link with its words', 'see <a href="u">a b</a> c', 'see a b<u> c', 'see c', 'see c'],
    ['a paragraph with its words', '<p>a</p><p>b</p><p>c</p>', 'a\nb\nc', 'a\nc', '<p>a</p><p>c</p>'],
    ['a line break', 'a<br>b', 'a\nb', 'a b', 'a b'],
  ])('%s', (_, html, from, to, result) => {
    expect(changed(html, from, to)).toBe(result);
  });

  it.each([
    ['a word that is not in the HTML', '<li>a</li>', '* a', '+ a'],
    ['words with a hidden one between them', 'a <i>hidden</i> b', 'a b', 'c'],
  ])('not %s', (_, html, from, to) => {
    expect(changed(html, from, to)).toBeUndefined();
  });
});

describe('changeBlank', () => {
  it.each([
    ['more lines', 'a<br>b', 'a\nb', 'a\n\nb', 'a<br><br>b'],
    ['fewer lines of breaks', 'a<br><br>b', 'a\n\nb', 'a\nb', 'a<br>b'],
    ['fewer lines of paragraphs, which stay', '<p>a</p><p>b</p>', 'a\n\nb', 'a\nb', '<p>a</p><p>b</p>'],
  ])('%s', (_, html, from, to, result) => {
    const found = bodyOf(renderHtml(html), { from, to });
    const blank = found?.body.after[1];
    if (!found || !blank) throw new Error('the texts are alike');
    expect(applied(html, changeBlank(found.body, 1, blank).html)).toBe(result);
  });
});
