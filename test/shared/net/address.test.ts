import { describe, expect, it } from 'vitest';
import {
  ADDRESS_REFUSED,
  createAddressRule,
  guardedLookup,
  hostOf,
  isCallable,
  resolveHost,
} from '../../../shared/net/address.ts';
import { LOOPBACK } from '../exchange/ews/scriptedExchange.ts';

describe('createAddressRule', () => {
  const publicOnly = createAddressRule([]);

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.1.1',
    '172.31.255.255',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd12::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '0:0:0:0:0:ffff:7f00:1',
    '64:ff9b::7f00:1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    // IPv4-compatible, IPv4-translated, 6to4, Teredo (server 8.8.8.8), local NAT64: also around a public address.
    '::7f00:1',
    '::127.0.0.1',
    '::8.8.8.8',
    '::ffff:0:10.0.0.1',
    '::ffff:0:8.8.8.8',
    '2002:7f00:1::',
    '2002:808:808::1',
    '2001:0:808:808::f5ff:fffe',
    '64:ff9b:1::808:808',
    '64:ff9b::169.254.1.1',
    // Site-local, discard-only, documentation, segment routing, and what IANA has given to nobody.
    'fec0::1',
    'feff::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '2001:2::1',
    '4000::1',
    'e000::1',
    'localhost',
    '',
  ])('%s is not called unless it is allowed', (address) => {
    expect(publicOnly(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2606:4700::1111',
    '2001:4860:4860::8888',
    '2a01:111::1',
  ])('%s is public', (address) => {
    expect(publicOnly(address)).toBe(true);
  });

  it('an allowed network opens that network and nothing else, in both spellings', () => {
    const rule = createAddressRule(['10.1.0.0/16', 'fd00::/8']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1'].map(rule)).toEqual([true, true, true]);
    expect(['10.2.0.1', '192.168.0.1', '::1'].map(rule)).toEqual([false, false, false]);
  });

  it('an IPv4 address inside an allowed IPv6 network is judged by itself', () => {
    const rule = createAddressRule(['::/96', '2000::/3', '10.1.0.0/16']);
    const around = (ipv4: string, groups: string) => [`::${ipv4}`, `2002:${groups}::1`, `64:ff9b::${ipv4}`];
    expect(around('10.1.0.1', 'a01:1').map(rule)).toEqual([true, true, true]);
    expect(around('10.2.0.1', 'a02:1').map(rule)).toEqual([false, false, false]);
    // Teredo: the server is 10.2.0.1, then the client (written inverted).
    expect(['2001:0:a02:1::f7f7:f7f7', '2001:0:808:808::f5fd:fffe'].map(rule)).toEqual([false, false]);
    expect(rule('2001:0:808:808::f7f7:f7f7')).toBe(true);
  });

  it('the addresses of cloud metadata are never called, whatever is allowed', () => {
    const everything = createAddressRule(['0.0.0.0/0', '::/0']);
    const metadata = [
      '169.254.169.254',
      '168.63.129.16',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      'fd00:ec2::254',
      '::169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b:1::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      '2001:0:808:808::5601:5601',
    ];
    expect(metadata.map(everything)).toEqual(metadata.map(() => false));
    expect(everything('10.0.0.1')).toBe(true);
  });

  it('what is no network throws at start, not at the first call', () => {
    for (const network of ['10.0.0.0', 'example.com/8', '10.0.0.0/x', '']) {
      expect(() => createAddressRule([network])).toThrow('not a network');
    }
  });
});

describe('isCallable', () => {
  const anywhere = createAddressRule([]);

  it.each(['https://api.example.com/v1/entries?after=2', 'https://8.8.8.8:8443/', 'https://[2606:4700::1111]/'])(
    '%s is',
    (text) => {
      expect(isCallable(new URL(text), anywhere)).toBe(true);
    },
  );

  it.each([
    'http://api.example.com/',
    'https://user@api.example.com/',
    'https://user:password@api.example.com/',
    'https://10.0.0.1/',
    'https://0x7f000001/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data/',
  ])('%s is not', (text) => {
    expect(isCallable(new URL(text), anywhere)).toBe(false);
  });
});

describe('hostOf', () => {
  it('an IPv6 address loses its brackets', () => {
    expect(hostOf(new URL('https://[::1]/EWS/Exchange.asmx'))).toBe('::1');
  });
});

describe('resolveHost', () => {
  it('a name that leads to a refused address is refused', async () => {
    await expect(resolveHost('localhost', createAddressRule([]))).rejects.toMatchObject({ code: ADDRESS_REFUSED });
    await expect(resolveHost('localhost', createAddressRule(LOOPBACK))).resolves.not.toEqual([]);
  });

  it('a name with one good and one refused address is refused', async () => {
    let first = true;
    const alternating = () => {
      first = !first;
      return first;
    };
    await expect(resolveHost('127.0.0.1', alternating)).rejects.toMatchObject({ code: ADDRESS_REFUSED });
  });

  it('an address is not looked up, but checked', async () => {
    await expect(resolveHost('10.0.0.1', createAddressRule([]))).rejects.toMatchObject({ code: ADDRESS_REFUSED });
    await expect(resolveHost('8.8.8.8', createAddressRule([]))).resolves.toEqual([{ address: '8.8.8.8', family: 4 }]);
  });
});

describe('guardedLookup', () => {
  it('answers one address where one is asked for', async () => {
    const lookup = guardedLookup(createAddressRule(LOOPBACK));
    const answered = await new Promise((resolve) => {
      lookup('localhost', { family: 4 }, (error, address, family) => resolve({ error, address, family }));
    });
    expect(answered).toEqual({ error: null, address: '127.0.0.1', family: 4 });
  });

  it('passes on that a name does not exist', async () => {
    const lookup = guardedLookup(createAddressRule([]));
    const error = await new Promise((resolve) => lookup('nowhere.invalid', {}, (reason) => resolve(reason)));
    expect(error).toMatchObject({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
  });
});
