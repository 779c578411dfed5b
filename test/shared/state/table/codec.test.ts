// Values as JSON text in several properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRow, encodeRow } from '../../../../shared/state/table/codec.ts';

describe('encodeRow', () => {
  it('encodes any value so that it is decoded to the same value', () => {
    const rows = fc.record({
      a: fc.string({ unit: 'grapheme' }),
      b: fc.array(fc.string({ unit: 'binary' })),
      c: fc.integer(),
    });
    fc.assert(
      fc.property(rows, (row) => {
        expect(decodeRow(encodeRow(row))).toEqual(row);
      }),
      { seed: 1 },
    );
  });

  it('splits a long text at 30,000 characters, never within a surrogate pair', () => {
    const lengths = fc.integer({ min: 29_900, max: 30_100 });
    fc.assert(
      fc.property(lengths, (length) => {
        const row = { text: `${'x'.repeat(length)}${'\u{1F600}'.repeat(20_000)}` };
        const parts = encodeRow(row);
        for (const part of Object.values(parts)) {
          expect(part.length).toBeLessThanOrEqual(30_000);
          expect(part.isWellFormed()).toBe(true);
        }
        expect(decodeRow(parts)).toEqual(row);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('keeps a text with U+2028 and U+2029 on one line', () => {
    const row = { text: 'a\u2028b\u2029c\u0085d\\u2028' };
    const { data0 = '' } = encodeRow(row);
    expect(/[\u2028\u2029]/.test(String(data0))).toBe(false);
    expect(decodeRow({ data0 })).toEqual(row);
  });
});

describe('decodeRow', () => {
  it('throws for a row with a missing part', () => {
    const { data1: _, ...parts } = encodeRow({ text: 'x'.repeat(70_000) });
    expect(() => decodeRow(parts)).toThrow();
    expect(() => decodeRow({})).toThrow();
  });
});
