// Secrets at rest: a sealed value opens only under its own key and context.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../../shared/access/keys.ts';
import { createSealer, SealBroken } from '../../../shared/access/secrets.ts';

const key = new Uint8Array(32).fill(1);
const sealer = createSealer(keyRing(key, []));
/** The value in its old form, without the id of its key. */
const bytesOf = (sealed: string): Buffer => Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
const context = ['exchange-password', 'acme'];

describe('createSealer', () => {
  it('opens any text that was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, where) => {
        expect(sealer.open(sealer.seal(text, where), where)).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it('hides the text and seals the same text differently each time', () => {
    const sealed = sealer.seal('correct horse', context);
    expect(sealed).toMatch(/^v2\.[\w-]{8}\.[\w-]+$/);
    expect(bytesOf(sealed).toString('latin1')).not.toContain('horse');
    expect(sealer.seal('correct horse', context)).not.toBe(sealed);
  });

  it('does not open under another key, another company or another purpose', () => {
    const sealed = sealer.seal('secret', context);
    const other = createSealer(keyRing(new Uint8Array(32).fill(2), []));
    expect(() => other.open(sealed, context)).toThrow(SealBroken);
    expect(() => sealer.open(sealed, ['exchange-password', 'other'])).toThrow(SealBroken);
    expect(() => sealer.open(sealed, ['exchange-passworda', 'cme'])).toThrow(SealBroken);
  });

  it('does not open with one changed bit', () => {
    const sealed = sealer.seal('secret', context);
    const bytes = bytesOf(sealed);
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => sealer.open(`${sealed.slice(0, 12)}${altered.toString('base64url')}`, context)).toThrow(SealBroken);
    }
  });

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'v2.AAAAAAAA.AAAA', 'v3.AAAAAAAA.AAAA', 'plain text'])(
    '%j is no sealed value',
    (text) => {
      expect(() => sealer.open(text, context)).toThrow(SealBroken);
    },
  );

  it('does not open a value that was cut short', () => {
    const sealed = sealer.seal('secret', context);
    for (let end = 0; end < sealed.length; end += 1) {
      expect(() => sealer.open(sealed.slice(0, end), context)).toThrow(SealBroken);
    }
  });

  it('opens a value without key id with the key that sealed it', () => {
    const text = 'v1.AQEBAQEBAQEBAQEBBNBgZFBKNBZL23GRln70bNEWyOgMlHHTgsp97ss';
    expect(createSealer(keyRing(new Uint8Array(32).fill(2), [key])).open(text, context)).toBe('correct horse');
  });

  it('opens a value of a former key and seals it again with the key in use', () => {
    const former = sealer.seal('secret', context);
    const now = createSealer(keyRing(new Uint8Array(32).fill(2), [key]));
    expect(now.open(former, context)).toBe('secret');
    const resealed = now.reseal(former, context) ?? '';
    expect(now.open(resealed, context)).toBe('secret');
    expect(now.keyOf(former, context)).toBe(keyRing(key, [])[0].id);
    expect(now.keyOf(resealed, context)).toBe(keyRing(new Uint8Array(32).fill(2), [])[0].id);
    expect(now.reseal(resealed, context)).toBeUndefined();
    expect(() => sealer.open(resealed, context)).toThrow(SealBroken);
  });

  it('does not reseal a value that does not open, and knows its key only by its id', () => {
    const missing = keyRing(new Uint8Array(32).fill(2), []);
    const strange = createSealer(missing).seal('secret', context);
    expect(sealer.keyOf(strange, context)).toBe(missing[0].id);
    expect(sealer.reseal(strange, context)).toBeUndefined();
    expect(sealer.keyOf('plain text', context)).toBeUndefined();
    expect(sealer.keyOf(`v1.${'A'.repeat(60)}`, context)).toBeUndefined();
  });

  it('seals bytes, which open with their own key and context only, and each time as other bytes', () => {
    const clear = Uint8Array.from([0, 255, 1, 128]);
    const sealed = sealer.sealBytes(clear, context);
    expect(new Uint8Array(sealer.openBytes(sealed, context))).toEqual(clear);
    expect(sealer.sealBytes(clear, context).bytes).not.toEqual(sealed.bytes);
    expect(() => sealer.openBytes(sealed, ['other'])).toThrow(SealBroken);
    expect(() => sealer.openBytes({ ...sealed, key: 'unknown1' }, context)).toThrow(SealBroken);
    const altered = Uint8Array.from(sealed.bytes);
    altered[0] = (altered[0] ?? 0) ^ 1;
    expect(() => sealer.openBytes({ ...sealed, bytes: altered }, context)).toThrow(SealBroken);
    const now = createSealer(keyRing(new Uint8Array(32).fill(2), [key]));
    expect(new Uint8Array(now.openBytes(sealed, context))).toEqual(clear);
    expect(now.sealBytes(clear, context).key).not.toBe(sealed.key);
  });

  it('does not open a value with the id of another key', () => {
    const both = createSealer(keyRing(new Uint8Array(32).fill(2), [key]));
    const sealed = sealer.seal('secret', context);
    const renamed = sealed.replace(/^v2\.[^.]+/, `v2.${keyRing(new Uint8Array(32).fill(2), [])[0].id}`);
    expect(() => both.open(renamed, context)).toThrow(SealBroken);
  });
});
