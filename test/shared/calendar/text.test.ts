// Laws over hostile strings, checked against XML 1.0's Char production written out by code point.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwritableCharacter, withoutUnwritable } from '../../../shared/calendar/text.ts';
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

describe('unwritableCharacter', () => {
  it('finds the first character outside of the Char production', () => {
    const property = fc.property(hostile, (text) => {
      const all = characters(text);
      const first = all.findIndex((code) => !writable(code));
      const before = String.fromCodePoint(...all.slice(0, Math.max(first, 0)));
      expect(unwritableCharacter(text)).toBe(first === -1 ? undefined : before.length);
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['a bell', 'ring \u0007', 5],
    ['a lone high surrogate before a letter', '\ud83dx', 0],
    ['a lone low surrogate after a whole pair', '😀\ude00', 2],
    ['U+FFFE', 'a\ufffe', 1],
    ['U+FFFF', '\uffff', 0],
  ])('names the place of %s', (_, text, index) => {
    expect(unwritableCharacter(text)).toBe(index);
  });

  it.each(['', 'R&D <x>', '</t:Subject>', 'tab\tand\r\nline', '😀 \u{10ffff}', '\u0085\u2028\ufffd'])(
    'accepts %j',
    (text) => {
      expect(unwritableCharacter(text)).toBeUndefined();
    },
  );
});

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
