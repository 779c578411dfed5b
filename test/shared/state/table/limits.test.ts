// Each limit of the service, just kept and just broken.
import { describe, expect, it } from 'vitest';
import { checkEntity, checkKey, checkTransaction, RowTooLarge } from '../../../../shared/state/table/limits.ts';

describe('checkKey', () => {
  it('accepts a key of 512 characters and refuses 513', () => {
    expect(() => checkKey('k'.repeat(512))).not.toThrow();
    expect(() => checkKey('k'.repeat(513))).toThrow('too long');
  });

  it.each(['/', '\\', '#', '?', '%', "'", '\n', '\u0000', '\u007f', '\u0085'])(
    'a key with %j is refused',
    (character) => {
      expect(() => checkKey(`a${character}b`)).toThrow('cannot hold');
    },
  );

  it('refuses an empty key', () => {
    expect(() => checkKey('')).toThrow();
  });
});

describe('checkEntity', () => {
  const properties = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`data${at}`, text]));

  it('accepts 252 properties and refuses 253', () => {
    expect(() => checkEntity('p', 'r', properties(252, 'x'))).not.toThrow();
    expect(() => checkEntity('p', 'r', properties(253, 'x'))).toThrow(RowTooLarge);
  });

  it('accepts a property of 32,768 characters and refuses one more', () => {
    expect(() => checkEntity('p', 'r', { data0: 'x'.repeat(32_768) })).not.toThrow();
    expect(() => checkEntity('p', 'r', { data0: 'x'.repeat(32_769) })).toThrow(RowTooLarge);
  });

  it('accepts bytes up to 64 KiB in a property, and counts each once', () => {
    const bytes = (length: number) => ({ sealed0: new Uint8Array(length) });
    expect(() => checkEntity('p', 'r', bytes(65_536))).not.toThrow();
    expect(() => checkEntity('p', 'r', bytes(65_537))).toThrow(RowTooLarge);
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`sealed${at}`, new Uint8Array(60_000)]));
    expect(() => checkEntity('p', 'r', many(17))).not.toThrow();
    expect(() => checkEntity('p', 'r', many(18))).toThrow(RowTooLarge);
  });

  it('accepts an entity of 1 MiB in UTF-16 and refuses a larger one', () => {
    expect(() => checkEntity('p', 'r', properties(17, 'x'.repeat(30_000)))).not.toThrow();
    expect(() => checkEntity('p', 'r', properties(18, 'x'.repeat(30_000)))).toThrow(RowTooLarge);
  });

  it('refuses a property name that the service refuses', () => {
    expect(() => checkEntity('p', 'r', { 'a-b': 'x' })).toThrow('property name');
  });

  it('names the kind of the row in the error and no content', () => {
    const secret = 'secret'.repeat(6000);
    const check = () => checkEntity('company', 'p|pair', { data0: secret });
    expect(check).toThrow(RowTooLarge);
    expect(check).not.toThrow('secretsecret');
  });
});

describe('checkTransaction', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);

  it('accepts 1 to 100 rows', () => {
    expect(() => checkTransaction(keys(100), 1)).not.toThrow();
    expect(() => checkTransaction(keys(101), 1)).toThrow('101 rows');
    expect(() => checkTransaction([], 1)).toThrow('no rows');
  });

  it('refuses a row that stands twice in a transaction', () => {
    expect(() => checkTransaction(['a', 'b', 'a'], 1)).toThrow('twice');
  });

  it('accepts a body of 4 MiB and refuses a larger one', () => {
    expect(() => checkTransaction(['a'], 4 * 1024 * 1024)).not.toThrow();
    expect(() => checkTransaction(['a'], 4 * 1024 * 1024 + 1)).toThrow(RowTooLarge);
  });
});
