import { describe, expect, it } from 'vitest';
import { readCompanyNetworks, readNetworks } from '../../../shared/net/networkSettings.ts';

describe('readNetworks', () => {
  it('reads both families, blanks and empty parts aside', () => {
    expect(readNetworks(' 10.0.0.0/8,, fd00::/8 ,')).toEqual(['10.0.0.0/8', 'fd00::/8']);
    expect(readNetworks('')).toEqual([]);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'example.com/8', '::1/129', '10.0.0.0/8;::1/128'])('%s is none', (text) => {
    expect(readNetworks(text)).toBeUndefined();
  });
});

describe('readCompanyNetworks', () => {
  it('reads the networks of each company, and that one has none', () => {
    expect(readCompanyNetworks('acme = 10.1.0.0/16, fd00::/8 ;; walled=')).toEqual(
      new Map([
        ['acme', ['10.1.0.0/16', 'fd00::/8']],
        ['walled', []],
      ]),
    );
  });

  it.each(['10.0.0.0/8', 'acme', 'acme=x', 'acme=10.0.0.0/8=x', 'a b=10.0.0.0/8', '=10.0.0.0/8', 'a=;a='])(
    '%s is refused',
    (text) => {
      expect(readCompanyNetworks(text)).toBeUndefined();
    },
  );
});
