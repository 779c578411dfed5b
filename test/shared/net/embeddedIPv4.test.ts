import { describe, expect, it } from 'vitest';
import { embeddedIPv4, normalIPv6 } from '../../../shared/net/embeddedIPv4.ts';

describe('embeddedIPv4', () => {
  it.each([
    ['::ffff:10.1.2.3', ['10.1.2.3'], true],
    ['64:ff9b::a01:203', ['10.1.2.3'], true],
    ['::10.1.2.3', ['10.1.2.3'], false],
    ['::ffff:0:10.1.2.3', ['10.1.2.3'], false],
    ['64:ff9b:1::a01:203', ['10.1.2.3'], false],
    ['2002:a01:203::1', ['10.1.2.3'], false],
    ['2001:0:a01:203::f7f7:f7f7', ['10.1.2.3', '8.8.8.8'], false],
    ['::', [], false],
    ['::1', [], false],
    ['2606:4700::1111', [], false],
    ['10.1.2.3', [], false],
    ['example.com', [], false],
  ])('%s holds %j', (address, addresses, isSpelling) => {
    expect(embeddedIPv4(address)).toEqual({ addresses, isSpelling });
  });
});

describe('normalIPv6', () => {
  it('an address has one spelling and no zone; another text stays', () => {
    expect(['0:0:0:0:0:FFFF:7F00:1', 'FE80::1%eth0', 'example.com', ''].map(normalIPv6)).toEqual([
      '::ffff:7f00:1',
      'fe80::1',
      'example.com',
      '',
    ]);
  });
});
