import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../../shared/exchange/format/encodeText.ts';

describe('encodeText', () => {
  it.each([
    ['a\nb', false, 'a<br>b'],
    [' a  b\tc', false, ' a &nbsp;b c'],
    ['  a\n b', true, '&nbsp;&nbsp;a<br>&nbsp;b'],
    ['<br>', false, '&lt;br&gt;'],
  ])('%j', (text, beginsLine, html) => {
    expect(encodeText(text, beginsLine)).toBe(html);
  });
});
