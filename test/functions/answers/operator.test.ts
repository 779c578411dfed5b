// The promises about API keys: only a new key is answered with its text, and none with its hash.
import { expect, it } from 'vitest';
import { apiKeys, madeKey } from '../../../functions/answers/operator.ts';

const KEY = { id: 'k', name: 'planner', role: 'entries', company: 'acme', createdAt: '2026-11-20T08:00:00.000Z' };

it('a list of keys holds neither texts nor hashes', () => {
  expect(apiKeys.safeParse({ items: [KEY] }).success).toBe(true);
  for (const name of ['key', 'hash']) {
    expect(apiKeys.safeParse({ items: [{ ...KEY, [name]: 'x' }] }).success).toBe(false);
  }
});

it('a new key has its text, and no hash', () => {
  expect(madeKey.safeParse({ ...KEY, key: 'x' }).success).toBe(true);
  expect(madeKey.safeParse({ ...KEY, key: 'x', hash: 'y' }).success).toBe(false);
});
