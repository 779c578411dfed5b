// API keys and the comparison of secrets.
import { describe, expect, it } from 'vitest';
import { hashApiKey, isApiKey, newApiKey, sameSecret } from '../../../shared/access/apiKeys.ts';

describe('newApiKey', () => {
  it('returns keys of 32 random bytes that begin with ecs_', () => {
    const keys = Array.from({ length: 100 }, newApiKey);
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) {
      expect(key).toMatch(/^ecs_[\w-]{43}$/);
      expect(isApiKey(key)).toBe(true);
    }
  });
});

describe('hashApiKey', () => {
  it('returns the SHA-256 of the key, which does not hold the key', () => {
    expect(hashApiKey('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});

describe('isApiKey', () => {
  it.each(['', 'ecs_', `ecs_${'a'.repeat(42)}`, `ecs_${'a'.repeat(44)}`, 'a'.repeat(47)])('refuses %j', (text) => {
    expect(isApiKey(text)).toBe(false);
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
