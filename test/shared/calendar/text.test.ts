// Laws over hostile strings, checked against XML 1.0's Char production written out by code point.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalText, withoutUnwritable } from '../../../shared/calendar/text.ts';
import { hostile } from './hostile.ts';
import { fixed } from './zones.ts';

const writable = (code: number) =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;
const characters = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? -1);

describe('withoutUnwritable', () => {
  it('keeps every writable character in order and nothing else', () => {
    const property = fc.property(hostile, (text) => {
      expect(characters(withoutUnwritable(text))).toEqual(characters(text).filter(writable));
    });
    fc.assert(property, fixed);
  });

  it('does not join the halves of a surrogate pair around what it removes', () => {
    expect(withoutUnwritable('\ud83d\u0001\ude00')).toBe('');
  });
});

describe('normalText', () => {
  it('holds writable characters only, and no carriage return; it is its own normal form', () => {
    const property = fc.property(hostile, (text) => {
      const normal = normalText(text);
      expect(characters(normal).every((code) => writable(code) && code !== 0xd)).toBe(true);
      expect(normalText(normal)).toBe(normal);
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['a bell', 'ring \u0007', 'ring '],
    ['half an emoji', 'half \ud83d', 'half '],
    ['U+FFFE', 'a\ufffeb', 'ab'],
    ['lines of Windows and of an old Mac', 'a\r\nb\rc\n\rd', 'a\nb\nc\n\nd'],
    ['a tab, an emoji and what looks like markup', 'tab\t😀 </t:Subject>\u0085', 'tab\t😀 </t:Subject>\u0085'],
  ])('of %s', (_, text, normal) => {
    expect(normalText(text)).toBe(normal);
  });
});
