// One key per purpose and scope, always the same one: what is stored under a key must be readable after a restart.
import { describe, expect, it } from 'vitest';
import { deriveKey } from '../../../shared/access/keys.ts';

const master = new Uint8Array(32).fill(9);
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

describe('deriveKey', () => {
  it('answers the same 32 bytes in every release', () => {
    expect(hex(deriveKey(master, 'fingerprints', ['acme', 'u1']))).toBe(
      '98bff95720b4cd5a913965cc94fdf09306ba1a5d85cfa8e2d58e2913bee62a86',
    );
  });

  it('purposes, companies and links have keys of their own', () => {
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
