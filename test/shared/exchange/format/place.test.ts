import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../../shared/exchange/format/body.ts';
import { placeOf } from '../../../../shared/exchange/format/place.ts';
import { renderHtml } from '../../../../shared/exchange/format/renderHtml.ts';

/** The HTML, which is read as `from`, with `text` written at an offset of `from`. */
function placed(html: string, from: string, { at, text }: { readonly at: number; readonly text: string }) {
  const found = bodyOf(renderHtml(html), { from, to: from });
  const place = found && placeOf(found.body, { from: at, to: at }, text);
  return place && html.slice(0, place.at) + place.text + html.slice(place.at);
}

describe('placeOf', () => {
  it.each([
    ['behind a word', '<b>a</b> c', 'a c', 1, ' x', '<b>a x</b> c'],
    ['before the next word at the beginning', '<b>a</b>', 'a', 0, 'x ', '<b>x a</b>'],
    ['behind a link, not in it', '<a href="y">y</a> c', 'y c', 1, ' x', '<a href="y">y</a> x c'],
    ['behind the line above, where a picture begins the next', 'a<br><img>', 'a\n[i]', 2, 'x\n', 'a\nx<br><img>'],
    ['in the cell before', '<td>a</td><td>b</td>', 'a b', 1, ' x', '<td>a x</td><td>b</td>'],
  ])('%s', (_, html, from, at, text, result) => {
    expect(placed(html, from, { at, text })).toBe(result);
  });

  it('not beside what the HTML does not have', () => {
    expect(placed('<li>a</li>', '* b a', { at: 1, text: ' x' })).toBeUndefined();
  });
});
