// The parts of addresses that become row keys.
import { describe, expect, it } from 'vitest';
import { email, id, page } from '../../../functions/http/parameters.ts';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('id', () => {
  it.each(['a', 'Acme_1', 'acme-1', 'a'.repeat(63)])('%s is one', (text) => {
    expect(accepts(id, text)).toBe(true);
  });

  it.each(['', '-a', 'a|b', 'a/b', 'a b', 'ä', 'a#', 'a?', '..', 'a'.repeat(64), 'a\n'])('%j is none', (text) => {
    expect(accepts(id, text)).toBe(false);
  });
});

describe('email', () => {
  it('is compared in lower case', () => {
    expect(email.parse('Ada.Lovelace@Example.COM')).toBe('ada.lovelace@example.com');
  });

  it.each(['', 'ada', 'ada@', '@example.com', 'ada @example.com', 'ada@example.com\n'])('%j is none', (text) => {
    expect(accepts(email, text)).toBe(false);
  });
});

describe('page', () => {
  it('has a hundred rows unless told', () => {
    expect(page(500).parse({})).toEqual({ limit: 100 });
    expect(page(500).parse({ limit: '7', cursor: 'c' })).toEqual({ limit: 7, cursor: 'c' });
  });

  it.each(['0', '-1', '501', '1.5', 'many', ''])('a limit of %j is refused', (limit) => {
    expect(accepts(page(500), { limit })).toBe(false);
  });
});
