// The keys of a link: nothing of one link means anything for another, and former keys still read.
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { linkKeys, loserSealer } from '../../../../shared/app/secrets/linkKeys.ts';
import { loserContext } from '../../../../shared/app/secrets/sealContexts.ts';

const former = new Uint8Array(32).fill(1);
const inUse = new Uint8Array(32).fill(2);
const keys = keyRing(inUse, [former]);
const fields = { title: 'Budget' };

describe('linkKeys', () => {
  it('prints of one link mean nothing for another', () => {
    const ada = linkKeys(keys, 'acme', 'ada');
    expect(ada.print(fields)).toEqual(linkKeys(keys, 'acme', 'ada').print(fields));
    expect(ada.print(fields).title).not.toBe(linkKeys(keys, 'acme', 'grace').print(fields).title);
    expect(ada.print(fields).title).not.toBe(linkKeys(keys, 'other', 'ada').print(fields).title);
  });

  it('losers of one link do not open for another', () => {
    const ada = linkKeys(keys, 'acme', 'ada');
    const sealed = ada.seal('"Budget"');
    expect(sealed).not.toContain('Budget');
    expect(ada.open({ field: 'title', sealed })).toEqual({ patch: fields });
    expect(linkKeys(keys, 'acme', 'grace').open({ field: 'title', sealed })).toBeUndefined();
  });

  it('prints with the key in use, and knows those of the former one', () => {
    const before = linkKeys(keyRing(former, []), 'acme', 'ada');
    const ada = linkKeys(keys, 'acme', 'ada');
    expect(ada.print(fields)).toEqual(ada.printers.inUse.print(fields));
    expect(ada.printers.former.map(({ print }) => print(fields))).toEqual([before.print(fields)]);
  });

  it('what was sealed with a former key is sealed anew, once', () => {
    const before = linkKeys(keyRing(former, []), 'acme', 'ada').seal('"Budget"');
    const resealed = linkKeys(keys, 'acme', 'ada').reseal(before) ?? '';
    expect(loserSealer(keyRing(inUse, []), 'acme', 'ada').open(resealed, loserContext('acme', 'ada'))).toBe('"Budget"');
    expect(linkKeys(keys, 'acme', 'ada').reseal(resealed)).toBeUndefined();
  });
});
