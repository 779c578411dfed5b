import { describe, expect, it } from 'vitest';
import { markOf } from '../../../../shared/app/secrets/marks.ts';

const KEY = new Uint8Array(32).fill(1);
const tag = { pair: 'p1', nonce: 'n1', of: 'o1' };

describe('markOf', () => {
  it('is the same for the same tag, company, source and deployment', () => {
    expect(markOf(KEY, 'acme', 's1')(tag)).toBe(markOf(new Uint8Array(KEY), 'acme', 's1')({ ...tag }));
    expect(markOf(KEY, 'acme', 's1')(tag)).toMatch(/^[\w-]{16}$/);
  });

  it.each([
    ['deployment', markOf(new Uint8Array(32).fill(2), 'acme', 's1')(tag)],
    ['company', markOf(KEY, 'acme-2', 's1')(tag)],
    ['source', markOf(KEY, 'acme', 's2')(tag)],
    ['pair', markOf(KEY, 'acme', 's1')({ ...tag, pair: 'p2' })],
    ['nonce', markOf(KEY, 'acme', 's1')({ ...tag, nonce: 'n2' })],
    ['origin', markOf(KEY, 'acme', 's1')({ ...tag, of: 'o2' })],
    ['origin, absent', markOf(KEY, 'acme', 's1')({ pair: 'p1', nonce: 'n1' })],
  ])('is another one for another %s', (_, other) => {
    expect(other).not.toBe(markOf(KEY, 'acme', 's1')(tag));
  });
});
