// Reading and writing XML at the edge.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml } from '../../../../local/exchange/xml/write.ts';
import { NotXml, readXml } from '../../../../local/exchange/xml/xml.ts';

const carriable = (text: string) =>
  [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 32 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
      );
    })
    .join('');

describe('escapeXml', () => {
  it('any text comes back as it was, without what XML cannot carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readXml(`<a>${escapeXml(text)}</a>`).text).toBe(carriable(text));
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });

  it.each(['\ud800', '\udc00x', 'a\u0000b', '\uffff', ']]>', '</a><b>', '&#x1;'])(
    '%j keeps the document whole',
    (text) => {
      expect(readXml(`<a>${escapeXml(text)}</a>`).text).toBe(carriable(text));
    },
  );
});

describe('readXml', () => {
  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a>&unknown;</a>',
    '<a>&#1;</a>',
    '<!DOCTYPE a><a/>',
    '<x:a/>',
    `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`,
  ])('refuses %j', (xml) => {
    expect(() => readXml(xml)).toThrow(NotXml);
  });

  it('reads namespaces, attributes, CDATA and nested elements', () => {
    const root = readXml('<m:a xmlns:m="urn:m" x="1 &amp; 2"><m:b>one<![CDATA[ <two>]]></m:b></m:a>');
    expect(root).toMatchObject({
      uri: 'urn:m',
      name: 'a',
      attributes: { x: '1 & 2' },
      children: [{ name: 'b', text: 'one <two>' }],
    });
  });
});
