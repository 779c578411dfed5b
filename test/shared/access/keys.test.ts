// One key for each purpose and scope, the same in every release: stored values must stay readable.
import { describe, expect, it } from 'vitest';
import { deriveKey, deriveKeys, keyRing } from '../../../shared/access/keys.ts';

const master = new Uint8Array(32).fill(9);
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

describe('deriveKey', () => {
  it('returns the same 32 bytes in every release', () => {
    expect(hex(deriveKey(master, 'fingerprints', ['acme', 'u1']))).toBe(
      '98bff95720b4cd5a913965cc94fdf09306ba1a5d85cfa8e2d58e2913bee62a86',
    );
  });

  it('gives each purpose, company and link a key of its own', () => {
    const keys = [
      deriveKey(master, 'secrets'),
      deriveKey(master, 'losers', ['acme', 'u1']),
      deriveKey(master, 'fingerprints', ['acme', 'u1']),
      deriveKey(master, 'fingerprints', ['acme', 'u2']),
      deriveKey(master, 'fingerprints', ['acm', 'eu1']),
      deriveKey(new Uint8Array(32).fill(8), 'fingerprints', ['acme', 'u1']),
    ].map(hex);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(hex(master));
  });
});

describe('keyRing', () => {
  it('gives a key the same id in every release, which differs between keys and is no part of one', () => {
    const [{ id }, former] = keyRing(master, [new Uint8Array(32).fill(8)]);
    expect(id).toBe('hhcBLSta');
    expect(former?.id).toMatch(/^[\w-]{8}$/);
    expect(former?.id).not.toBe(id);
    expect(Buffer.from(master).toString('base64url')).not.toContain(id);
  });
});

describe('deriveKeys', () => {
  it('derives each key and keeps the id of its master key', () => {
    const ring = keyRing(master, [new Uint8Array(32).fill(8)]);
    const derived = deriveKeys(ring, 'losers', ['acme', 'u1']);
    expect(derived.map(({ id }) => id)).toEqual(ring.map(({ id }) => id));
    expect(derived.map(({ key }) => hex(key))).toEqual(
      ring.map(({ key }) => hex(deriveKey(key, 'losers', ['acme', 'u1']))),
    );
  });
});
