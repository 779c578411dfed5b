// Values as JSON text in several properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRow, decodeSealed, encodeRow } from '../../../../shared/state/table/codec.ts';

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
          if (typeof part !== 'string') throw new Error('not a text');
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

describe('decodeSealed', () => {
  it('returns the sealed bytes of any length with the id of their key, and undefined where there are none', () => {
    for (const length of [0, 1, 59_999, 60_000, 60_001, 200_000]) {
      const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
      const parts = encodeRow({ a: 1 }, { key: 'k1', bytes });
      expect(Object.values(parts).every((part) => part.length <= 60_000)).toBe(true);
      expect(decodeRow(parts)).toEqual({ a: 1 });
      const sealed = decodeSealed(parts);
      expect(sealed?.key).toBe('k1');
      expect(Buffer.from(sealed?.bytes ?? []).equals(bytes)).toBe(true);
    }
    expect(decodeSealed(encodeRow({ a: 1 }))).toBeUndefined();
  });
});

describe('decodeRow', () => {
  it('throws for a row with a missing part', () => {
    const { data1: _, ...parts } = encodeRow({ text: 'x'.repeat(70_000) });
    expect(() => decodeRow(parts)).toThrow();
    expect(() => decodeRow({})).toThrow();
  });
});
