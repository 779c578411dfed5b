// In PowerShell every value is one literal, with any characters in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../../shared/exchange/commands/powershell.ts';
import { readShell } from './powershellLine.ts';

describe('literal', () => {
  it.each([
    ["O'Brien", "'O''Brien'"],
    ['$(Remove-Mailbox ada)', "'$(Remove-Mailbox ada)'"],
    ["'; Remove-Mailbox ada; '", "'''; Remove-Mailbox ada; '''"],
    ['\u2019; Remove-Mailbox ada #', "'\u2019\u2019; Remove-Mailbox ada #'"],
    ['a\u0000b\r\nc\u2028d\u202Ee\u200Bf', "'abcdef'"],
    ['`', "'`'"],
    ['', "''"],
  ])('%j becomes %s', (value, quoted) => {
    expect(literal(value)).toBe(quoted);
  });

  it('any text is read back as one literal, without what no name has', () => {
    const quotes = fc.constantFrom(
      "'",
      '\u2018',
      '\u2019',
      '\u201A',
      '\u201B',
      '"',
      '\u201C',
      '#',
      '$',
      '`',
      '\n',
      ';',
    );
    const texts = fc
      .array(fc.oneof(quotes, fc.string({ unit: 'binary', maxLength: 4 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (value) => {
        const { shape, literals } = readShell(`Get-X ${literal(value)} -Y`);
        expect(shape).toBe('Get-X … -Y');
        expect(literals).toEqual([value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')]);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });
});
