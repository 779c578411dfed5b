// MD4 by RFC 1320 appendix A.5; the rest by the examples of MS-NLMP section 4.2.
import { describe, expect, it } from 'vitest';
import { md4 } from '../../../../local/exchange/ntlm/md4.ts';
import { challengeMessage, messageType, readAuthenticate } from '../../../../local/exchange/ntlm/messages.ts';
import { rc4 } from '../../../../local/exchange/ntlm/rc4.ts';
import { channelBindingToken, type Handshake, ntowfV2, proves } from '../../../../local/exchange/ntlm/verify.ts';
import { authenticate, negotiate, type Proof } from './ntlmClient.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('md4', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of "%s"', (text, digest) => {
    expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
  });
});

describe('rc4', () => {
  it('makes the EncryptedRandomSessionKey of MS-NLMP 4.2.4.2.3', () => {
    const encrypted = rc4(hex('8de40ccadbc14a82f15cb0ad0de95ca3'), Buffer.alloc(16, 0x55));
    expect(encrypted.toString('hex')).toBe('c5dad2544fc9799094ce1ce90bc9d03e');
  });
});

describe('ntowfV2', () => {
  it('is that of MS-NLMP 4.2.4.1.1', () => {
    expect(ntowfV2('Password', 'User', 'Domain').toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });
});

describe('proves', () => {
  it('takes the proof of the example in MS-NLMP 4.2.4', () => {
    const blob = hex(`0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
      02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000`);
    const response = Buffer.concat([hex('68cd0ab851e51c96aabc927bebef6a1c'), blob]);
    const message = {
      user: 'User',
      domain: 'Domain',
      ntResponse: response,
      sessionKey: Buffer.alloc(0),
      flags: 0x1,
      bytes: Buffer.alloc(0),
    };
    const example: Handshake = {
      negotiate: Buffer.alloc(0),
      challengeMessage: Buffer.alloc(0),
      challenge: hex('0123456789abcdef'),
      channelBinding: 'allow',
      token: Buffer.alloc(16, 1),
    };
    expect(proves(message, 'Password', example)).toBe(true);
    expect(proves(message, 'password', example)).toBe(false);
    expect(proves(message, 'Password', { ...example, challenge: hex('0123456789abcdee') })).toBe(false);
    expect(proves(message, 'Password', { ...example, channelBinding: 'require' })).toBe(false);
  });

  const CHALLENGE = Buffer.alloc(8, 9);
  const CHALLENGE_MESSAGE = challengeMessage({
    challenge: CHALLENGE,
    domain: 'EXAMPLE',
    computer: 'EX',
    now: 0,
    flags: 0,
  });
  const TOKEN = channelBindingToken(Buffer.from('certificate'));
  const outcome = (proof: Partial<Proof>, channelBinding: Handshake['channelBinding'] = 'allow') => {
    const bytes = authenticate(CHALLENGE_MESSAGE, { user: 'ada', domain: 'EXAMPLE', password: 'x', ...proof });
    const message = readAuthenticate(bytes);
    const shared = { negotiate: negotiate(), challengeMessage: CHALLENGE_MESSAGE, challenge: CHALLENGE };
    return message !== undefined && proves(message, 'x', { ...shared, channelBinding, token: TOKEN });
  };

  it('wants NTLMv2, the password, and an integrity code that is right where there is one', () => {
    expect(outcome({})).toBe(true);
    expect(outcome({ integrity: 'none' })).toBe(true);
    expect(outcome({ integrity: 'wrong' })).toBe(false);
    expect(outcome({ version: 1 })).toBe(false);
    expect(outcome({ password: 'y' })).toBe(false);
  });

  it.each([
    { channelBinding: 'none', none: true, right: true, wrong: true },
    { channelBinding: 'allow', none: true, right: true, wrong: false },
    { channelBinding: 'require', none: false, right: true, wrong: false },
  ] as const)(
    'channel binding $channelBinding: none $none, right $right, wrong $wrong',
    ({ channelBinding, ...expected }) => {
      expect({
        none: outcome({}, channelBinding),
        right: outcome({ token: TOKEN }, channelBinding),
        wrong: outcome({ token: Buffer.alloc(16, 3) }, channelBinding),
      }).toEqual(expected);
    },
  );
});

describe('messages', () => {
  it('are told apart, and what points outside of itself is none', () => {
    expect([messageType(negotiate()), messageType(Buffer.from('NTLM')), messageType(Buffer.alloc(64))]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    const message = authenticate(
      challengeMessage({ challenge: Buffer.alloc(8), domain: 'D', computer: 'C', now: 0, flags: 0 }),
      {
        user: 'u',
        domain: 'd',
        password: 'p',
      },
    );
    expect(readAuthenticate(message)?.user).toBe('u');
    expect(readAuthenticate(message.subarray(0, 100))).toBeUndefined();
    expect(readAuthenticate(message.subarray(0, 20))).toBeUndefined();
  });
});
