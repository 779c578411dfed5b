// Secrets at rest: they open under the key and context they were sealed for, and nothing else opens.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, SealBroken } from '../../../shared/access/secrets.ts';

const key = new Uint8Array(32).fill(1);
const sealer = createSealer(key);
const context = ['exchange-password', 'acme'];

describe('createSealer', () => {
  it('opens whatever text was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, where) => {
        expect(sealer.open(sealer.seal(text, where), where)).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it('a sealed value does not show the text, and the same text seals differently each time', () => {
    const sealed = sealer.seal('correct horse', context);
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('horse');
    expect(sealer.seal('correct horse', context)).not.toBe(sealed);
  });

  it('another key, another company and another purpose do not open it', () => {
    const sealed = sealer.seal('secret', context);
    const other = createSealer(new Uint8Array(32).fill(2));
    expect(() => other.open(sealed, context)).toThrow(SealBroken);
    expect(() => sealer.open(sealed, ['exchange-password', 'other'])).toThrow(SealBroken);
    expect(() => sealer.open(sealed, ['exchange-passworda', 'cme'])).toThrow(SealBroken);
  });

  it('one changed bit anywhere does not open', () => {
    const bytes = Buffer.from(sealer.seal('secret', context).slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => sealer.open(`v1.${altered.toString('base64url')}`, context)).toThrow(SealBroken);
    }
  });

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'plain text'])('%j is no sealed value', (text) => {
    expect(() => sealer.open(text, context)).toThrow(SealBroken);
  });

  it('a value cut short does not open', () => {
    const sealed = sealer.seal('secret', context);
    for (let end = 0; end < sealed.length; end += 1) {
      expect(() => sealer.open(sealed.slice(0, end), context)).toThrow(SealBroken);
    }
  });
});
