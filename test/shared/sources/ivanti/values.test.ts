// Values of records.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalText } from '../../../../shared/calendar/text.ts';
import { flagIn, instantIn, richOf, textIn, wordsOf } from '../../../../shared/sources/ivanti/values.ts';

describe('values', () => {
  it('a date without a value is null, or in the year 1', () => {
    for (const value of [null, '', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00+05:30', 'soon', 7]) {
      expect(instantIn({ at: value }, 'at')).toBeUndefined();
    }
    expect(instantIn({ at: '2026-11-20T10:00:00+02:00' }, 'at')).toBe(Date.UTC(2026, 10, 20, 8));
  });

  it('a flag may be a text, and null is false', () => {
    expect([true, 'True', 'true'].map((value) => flagIn({ flag: value }, 'flag'))).toEqual([true, true, true]);
    expect([null, 'False', undefined].map((value) => flagIn({ flag: value }, 'flag'))).toEqual([false, false, false]);
    expect(flagIn({}, undefined)).toBe(false);
  });

  it('no text is an empty text', () => {
    expect(textIn({ a: null }, 'a')).toBe('');
    expect(textIn({ a: 'x' }, undefined)).toBe('');
  });
});

describe('rich text', () => {
  it('has the words of its blocks, a line each', () => {
    expect(wordsOf('<div><p>one</p><p>two<br>three</p></div>')).toBe('one\ntwo\nthree');
    expect(wordsOf('<style>p{}</style><p>a &lt;b&gt; &#228;</p><script>x</script>')).toBe('a <b> ä');
  });

  it('a text without a tag is its own words', () => {
    expect(wordsOf('a < b\nand c &amp; d')).toBe('a < b\nand c &amp; d');
  });

  it('what is written is read as it was, also in a block', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (words) => {
        fc.pre(words === normalText(words));
        expect(wordsOf(`<div>${richOf(words)}</div>`)).toBe(words);
      }),
      { seed: 20261201 },
    );
  });
});
