// Texts that break what reads or writes them: control characters, halves of surrogate pairs, markup, emoji.
import fc from 'fast-check';

const nasty = [
  '\0',
  '\x08',
  '\x0b',
  '\x1f',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\t',
  ' ',
  '\r',
  '\n',
  '\u00a0',
  '😀',
  ']]>',
];

export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join(''));
