// The seal of entries. Its rows: test/shared/state/entries/sealedPartition.test.ts.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { entrySeal } from '../../../../shared/app/secrets/entrySeal.ts';

const [key, former] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const seal = entrySeal(keyRing(key, [former]))('acme', 's1');

it('opens every text as it was, with bytes for at most two a character', () => {
  const texts = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(texts, (text) => {
      const sealed = seal.seal(text, 'e|a');
      expect(seal.open(sealed, 'e|a')).toBe(text);
      expect(sealed.bytes.length).toBeLessThanOrEqual(2 * text.length + 29);
    }),
    { seed: 1 },
  );
});

it('seals with the key in use, and opens what a former key sealed', () => {
  const before = entrySeal(keyRing(former, []))('acme', 's1');
  expect(seal.open(before.seal('Budget', 'e|a'), 'e|a')).toBe('Budget');
  expect(seal.former).toEqual([keyRing(former, [])[0].id]);
  expect(seal.seal('Budget', 'e|a').key).toBe(keyRing(key, [])[0].id);
  expect(() => before.open(seal.seal('Budget', 'e|a'), 'e|a')).toThrow();
});
