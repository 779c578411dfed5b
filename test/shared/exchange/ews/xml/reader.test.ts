import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTES_MAX,
  child,
  childText,
  descendant,
  ELEMENTS_MAX,
  readXml,
  readXmlWithin,
} from '../../../../../shared/exchange/ews/xml/reader.ts';

describe('readXml', () => {
  it('keeps document order, attributes and texts as they are', () => {
    const root = readXml('<a xmlns:t="urn:t"><t:b Id="1"> x </t:b><c/><t:b Id="2">&amp;<![CDATA[<y>]]></t:b></a>');
    expect(root?.children.map(({ name, attributes, text }) => [name, attributes.Id, text])).toEqual([
      ['b', '1', ' x '],
      ['c', undefined, ''],
      ['b', '2', '&<y>'],
    ]);
  });

  it.each([
    ['an empty text', ''],
    ['no XML', 'Service unavailable'],
    ['a cut document', '<a><b></b>'],
    ['something after the document', '<a/>x'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an unknown prefix', '<t:a/>'],
    ['a prefix that is declared too late', '<a><t:b/><c xmlns:t="urn:t"/></a>'],
    ['a name with two prefixes', '<t:u:a xmlns:t="urn:t"/>'],
    ['nesting without end where nothing is kept', `<a>${'<Periods>'.repeat(200)}${'</Periods>'.repeat(200)}</a>`],
    ['nesting without end', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
  ])('%s is no answer', (_, xml) => {
    expect(readXml(xml)).toBeUndefined();
  });

  it('the rules of time zones are read over and not kept', () => {
    const root = readXml('<a><z Id="1"><Periods>x<p><q/></p></Periods><Transitions/></z><b>2</b></a>');
    expect(root?.children.map(({ name, text, children }) => [name, text, children])).toEqual([
      ['z', '', []],
      ['b', '2', []],
    ]);
    expect(readXml('<a><Periods><p></Periods></a>')).toBeUndefined();
  });

  it('a control character that Exchange wrote as a reference costs itself, not the page', () => {
    expect(readXml('<a>1&#x1F;2&#0;3&#xD;4&#xFFFF;</a>')?.text).toBe('123\r4');
  });
});

describe('readXmlWithin', () => {
  const attributes = (count: number) => Array.from({ length: count }, (_, at) => `a${at}=""`).join(' ');

  it.each([
    ['elements', `<a>${'<b/>'.repeat(ELEMENTS_MAX)}</a>`],
    ['elements that are not kept', `<a><Periods>${'<b/>'.repeat(ELEMENTS_MAX)}</Periods></a>`],
    ['elements, of which none ends', '<b>'.repeat(50) + '<b/>'.repeat(ELEMENTS_MAX)],
    ['attributes of one element', `<a ${attributes(ATTRIBUTES_MAX + 1)}/>`],
    ['attributes of all elements', `<a>${`<b ${attributes(1_000)}/>`.repeat(ATTRIBUTES_MAX / 1_000 + 1)}</a>`],
  ])('too many %s are too large, not broken', (_, xml) => {
    expect(readXmlWithin(xml)).toBe('tooLarge');
    expect(readXml(xml)).toBeUndefined();
  });

  it('as many as may be are read', () => {
    const root = readXmlWithin(`<a>${'<b/>'.repeat(ELEMENTS_MAX - 1)}</a>`);
    expect(root).toMatchObject({ name: 'a', children: { length: ELEMENTS_MAX - 1 } });
    expect(readXmlWithin(`<a ${attributes(ATTRIBUTES_MAX)}/>`)).toMatchObject({ name: 'a' });
  });

  it('a broken answer is no large one', () => {
    expect(readXmlWithin('<a>')).toBeUndefined();
  });
});

describe('child, childText, descendant', () => {
  const root = readXml('<a><b><c>1</c></b><c>2</c></a>');

  it('a child is found in its place only', () => {
    expect(child(root, 'c')?.text).toBe('2');
    expect(childText(child(root, 'b'), 'c')).toBe('1');
    expect(childText(undefined, 'c')).toBeUndefined();
  });

  it('a descendant is found at any depth, the first in document order', () => {
    expect(descendant(root, 'c')?.text).toBe('1');
    expect(descendant(root, 'd')).toBeUndefined();
  });
});
