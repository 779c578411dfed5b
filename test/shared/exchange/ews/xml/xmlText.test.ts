import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutUnwritable } from '../../../../../shared/calendar/text.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { xmlAttribute, xmlText } from '../../../../../shared/exchange/ews/xml/xmlText.ts';

const SEED = 20_261_120;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\r', '\n', '\r\n', '\t', ' ', '\u0001', '\ud800', '😀', 'a'),
    )
    .map((parts) => parts.join('')),
);

describe('xmlText', () => {
  it('any text reads back as itself, less what XML cannot carry', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readXml(`<a>${xmlText(text)}</a>`)?.text).toBe(withoutUnwritable(text));
      }),
      { seed: SEED },
    );
  });

  it('text that looks like elements stays text', () => {
    const root = readXml(`<a>${xmlText('</a><b>Private</b>')}</a>`);
    expect(root).toEqual({ name: 'a', attributes: {}, children: [], text: '</a><b>Private</b>' });
  });
});

describe('xmlAttribute', () => {
  it('any text reads back as itself, line breaks and tabs included', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readXml(`<a b="${xmlAttribute(text)}"/>`)?.attributes.b).toBe(withoutUnwritable(text));
      }),
      { seed: SEED },
    );
  });
});
