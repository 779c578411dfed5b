// The markup of an answer, judged before it is parsed.
import { describe, expect, it } from 'vitest';
import { judgeMarkup, MARKUP_MAX, REFERENCES_MAX } from '../../../../../shared/exchange/ews/xml/markup.ts';

describe('judgeMarkup', () => {
  it.each(['<a/>', '<a>&amp;&#65;</a>', '<!-- x --><a><![CDATA[<!-- y]]></a>', '<?xml version="1.0"?><a/>'])(
    '%s is fine',
    (xml) => {
      expect(judgeMarkup(xml)).toBe('fine');
    },
  );

  it.each(['<!DOCTYPE a><a/>', '<a><!-- x</a>', '<a><![CDATA[ x</a>', '<!', '<!ENTITY x "y">'])(
    '%s is refused',
    (xml) => {
      expect(judgeMarkup(xml)).toBe('refused');
    },
  );

  it('references, comments and CDATA have their limits, all together', () => {
    expect(judgeMarkup('&amp;'.repeat(REFERENCES_MAX))).toBe('fine');
    expect(judgeMarkup('&amp;'.repeat(REFERENCES_MAX + 1))).toBe('tooLarge');
    expect(judgeMarkup(`<!--${'x'.repeat(MARKUP_MAX)}-->`)).toBe('tooLarge');
    expect(judgeMarkup(`<!--${'x'.repeat(MARKUP_MAX / 2)}--><![CDATA[${'x'.repeat(MARKUP_MAX / 2)}]]>`)).toBe(
      'tooLarge',
    );
  });
});
