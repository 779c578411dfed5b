// The service's limits, each just kept and just broken.
import { describe, expect, it } from 'vitest';
import { checkEntity, checkKey, checkTransaction, RowTooLarge } from '../../../../shared/state/table/limits.ts';

describe('checkKey', () => {
  it('512 characters are a key, 513 are not', () => {
    expect(() => checkKey('k'.repeat(512))).not.toThrow();
    expect(() => checkKey('k'.repeat(513))).toThrow('too long');
  });

  it.each(['/', '\\', '#', '?', '%', "'", '\n', '\u0000', '\u007f', '\u0085'])(
    'a key with %j is refused',
    (character) => {
      expect(() => checkKey(`a${character}b`)).toThrow('cannot hold');
    },
  );

  it('an empty key is refused', () => {
    expect(() => checkKey('')).toThrow();
  });
});

describe('checkEntity', () => {
  const properties = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`data${at}`, text]));

  it('252 properties are an entity, 253 are not', () => {
    expect(() => checkEntity('p', 'r', properties(252, 'x'))).not.toThrow();
    expect(() => checkEntity('p', 'r', properties(253, 'x'))).toThrow(RowTooLarge);
  });

  it('a property holds 32,768 characters', () => {
    expect(() => checkEntity('p', 'r', { data0: 'x'.repeat(32_768) })).not.toThrow();
    expect(() => checkEntity('p', 'r', { data0: 'x'.repeat(32_769) })).toThrow(RowTooLarge);
  });

  it('an entity holds 1 MiB, counted in UTF-16', () => {
    expect(() => checkEntity('p', 'r', properties(17, 'x'.repeat(30_000)))).not.toThrow();
    expect(() => checkEntity('p', 'r', properties(18, 'x'.repeat(30_000)))).toThrow(RowTooLarge);
  });

  it('a property name that the service does not take is refused', () => {
    expect(() => checkEntity('p', 'r', { 'a-b': 'x' })).toThrow('property name');
  });

  it('an error names the kind of the row and no content', () => {
    const secret = 'secret'.repeat(6000);
    const check = () => checkEntity('company', 'p|pair', { data0: secret });
    expect(check).toThrow(RowTooLarge);
    expect(check).not.toThrow('secretsecret');
  });
});

describe('checkTransaction', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);

  it('1 to 100 rows are a transaction', () => {
    expect(() => checkTransaction(keys(100), 1)).not.toThrow();
    expect(() => checkTransaction(keys(101), 1)).toThrow('101 rows');
    expect(() => checkTransaction([], 1)).toThrow('no rows');
  });

  it('a row stands in it once', () => {
    expect(() => checkTransaction(['a', 'b', 'a'], 1)).toThrow('twice');
  });

  it('its body has at most 4 MiB', () => {
    expect(() => checkTransaction(['a'], 4 * 1024 * 1024)).not.toThrow();
    expect(() => checkTransaction(['a'], 4 * 1024 * 1024 + 1)).toThrow(RowTooLarge);
  });
});
