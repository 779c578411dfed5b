// API keys and the comparison of secrets.
import { describe, expect, it } from 'vitest';
import { dayOf, hashApiKey, idOfApiKey, newApiKey, sameSecret } from '../../../shared/access/apiKeys.ts';

describe('newApiKey', () => {
  it('returns keys with an id and 32 random bytes, each with its hash', () => {
    const keys = Array.from({ length: 100 }, newApiKey);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
    for (const { id, key, hash } of keys) {
      expect(key).toMatch(/^ecs_[\w-]{16}_[\w-]{43}$/);
      expect(idOfApiKey(key)).toBe(id);
      expect(hash).toBe(hashApiKey(key));
      expect(hash).not.toContain(key.slice(-43));
    }
  });
});

describe('hashApiKey', () => {
  it('returns the SHA-256 of the key, which does not hold the key', () => {
    expect(hashApiKey('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});

describe('idOfApiKey', () => {
  it.each([
    '',
    'ecs_',
    `ecs_${'a'.repeat(16)}_${'a'.repeat(42)}`,
    `ecs_${'a'.repeat(16)}_${'a'.repeat(44)}`,
    `ecs_${'a'.repeat(15)}|_${'a'.repeat(43)}`,
    `ecs_${'a'.repeat(43)}`,
  ])('finds none in %j', (text) => {
    expect(idOfApiKey(text)).toBeUndefined();
  });
});

describe('dayOf', () => {
  it('is the day in UTC, wherever the machine stands', () => {
    expect(dayOf(Date.UTC(2026, 11, 1) - 1)).toBe('2026-11-30');
    expect(dayOf(Date.UTC(2026, 11, 1))).toBe('2026-12-01');
  });
});

describe('sameSecret', () => {
  it('is true only for equal texts, of any length', () => {
    expect(sameSecret('operator-key', 'operator-key')).toBe(true);
    expect(sameSecret('operator-kez', 'operator-key')).toBe(false);
    expect(sameSecret('operator', 'operator-key')).toBe(false);
    expect(sameSecret('', 'operator-key')).toBe(false);
  });
});
