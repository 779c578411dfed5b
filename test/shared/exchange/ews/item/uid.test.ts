import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globalObjectId } from '../../../../../shared/exchange/ews/item/uid.ts';

const CLASS_ID = '040000008200E00074C5B7101A82E008';

describe('globalObjectId', () => {
  it('a UID of Exchange is its bytes in hexadecimal, in any case', () => {
    const uid = `${CLASS_ID}00000000B0225ADFC2D1D50101000000000000001000000057A3D6C4F8B7E04D9C1A2B3C4D5E6F70`;
    expect(globalObjectId(uid).toString('hex').toUpperCase()).toBe(uid);
    expect(globalObjectId(uid.toLowerCase())).toEqual(globalObjectId(uid));
  });

  it('the date of an occurrence is not part of it', () => {
    const rest = '0000000000000000000000000000000000000000100000000102030405060708090A0B0C0D0E0F10'.slice(8);
    expect(globalObjectId(`${CLASS_ID}07EA0C01${rest}`)).toEqual(globalObjectId(`${CLASS_ID}00000000${rest}`));
  });

  it('a foreign UID is wrapped as MS-OXCICAL says', () => {
    const expected = `${CLASS_ID}${'00'.repeat(20)}10000000${Buffer.from('vCal-Uid').toString('hex')}01000000${Buffer.from('abc').toString('hex')}00`;
    expect(globalObjectId('abc').toString('hex').toUpperCase()).toBe(expected.toUpperCase());
  });

  it.each([CLASS_ID, `${CLASS_ID}0`, `${CLASS_ID}${'0'.repeat(48)}x`])('%s is not one of Exchange', (uid) => {
    expect(globalObjectId(uid).includes('vCal-Uid')).toBe(true);
  });

  it('different UIDs have different ids', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(globalObjectId(a).equals(globalObjectId(b))).toBe(a === b);
      }),
      { seed: 20_261_120 },
    );
  });
});
