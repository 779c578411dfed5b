import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../shared/exchange/format/renderHtml.ts';
import { MARKS } from '../../../../shared/exchange/format/tags.ts';

describe('renderHtml', () => {
  it.each([
    ['<p>a</p> <p>b</p>', 'a\nb\n'],
    ['a<br>b', 'a\nb'],
    ['a  \n <b> b</b>', 'a b'],
    ['<pre>a\n b</pre>', 'a\n b\n'],
    ['<td>a</td><td>b</td>', 'a b'],
    ['<a href="x">a</a><a name="y">b</a>', `a${MARKS.address}b`],
    ['a<img src=x>b<hr>c', `a${MARKS.image}b\n${MARKS.rule}\nc`],
    ['R&amp;D&nbsp;&#128512;&NotEqualTilde;', 'R&D\u00a0\ud83d\ude00\u2242\u0338'],
    ['<head><title>t</title><body>a', 'a'],
    ['<script>a<b></script><svg><text>x</text></svg>b', 'b'],
    ['<![if !x]>a<![endif]><!-- b -->', 'a'],
  ])('%j', (html, text) => {
    expect(renderHtml(html).text).toBe(text);
  });

  it('each unit knows its place', () => {
    const html = '<p>a&amp;<b>c</b> \n d';
    const { text, starts, ends } = renderHtml(html);
    const pieces = text.split('').map((_, at) => html.slice(starts[at], ends[at]));
    expect(pieces).toEqual(['a', '&amp;', 'c', ' \n ', 'd']);
  });
});
