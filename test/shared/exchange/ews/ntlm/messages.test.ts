// By the example of [MS-NLMP] section 4.2.4: user User, domain Domain, password Password, time 0.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  authenticateMessage,
  type Challenge,
  clientBlob,
  negotiateMessage,
  ntowfv2,
  type Proof,
  readChallenge,
} from '../../../../../shared/exchange/ews/ntlm/messages.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** Section 4.2.4.3, CHALLENGE_MESSAGE. */
const CHALLENGE = hex(`
  4e544c4d535350000200 00000c000c003800 000033828ae20123456789abcdef 0000000000000000 2400240044000000
  060070170000000f 530065007200760065007200
  02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000`);

/** 1601-01-01, which the example calls 0. */
const TIME_ZERO = -11_644_473_600_000;

function read(message: Buffer): Challenge {
  const challenge = readChallenge(message);
  if (!challenge) throw new Error('no challenge');
  return challenge;
}

const proof = (overrides: Partial<Proof> = {}): Proof => ({
  credentials: { domain: 'Domain', user: 'User', password: 'Password' },
  challenge: read(CHALLENGE),
  clientChallenge: Buffer.alloc(8, 0xaa),
  now: TIME_ZERO,
  servicePrincipal: '',
  ...overrides,
});

/** The bytes that a field of an AUTHENTICATE_MESSAGE points at. */
function field(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

/** The challenge with these AV_PAIRs instead of its own. */
function challengeWith(pairs: Buffer): Buffer {
  const message = Buffer.concat([CHALLENGE.subarray(0, 0x44), pairs, Buffer.alloc(4)]);
  message.writeUInt16LE(pairs.length + 4, 40);
  message.writeUInt16LE(pairs.length + 4, 42);
  return message;
}

const TIMESTAMP = hex('0700 0800 0090d336b734c301');

describe('ntowfv2', () => {
  it('is the key of the example', () => {
    expect(ntowfv2(proof().credentials).toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });

  it('a user has no letter case, and a letter stays one letter', () => {
    const key = (user: string) => ntowfv2({ domain: 'D', user, password: 'p' }).toString('hex');
    expect(key('user')).toBe(key('USER'));
    expect(key('strauß')).toBe(key('STRAUß'));
    expect(key('strauß')).not.toBe(key('STRAUSS'));
  });
});

describe('negotiateMessage', () => {
  it('names neither domain nor workstation, and no version 1', () => {
    const message = negotiateMessage();
    expect(message.subarray(0, 12).toString('latin1')).toBe('NTLMSSP\0\u0001\0\0\0');
    expect(message.length).toBe(40);
    // No LM key, no anonymous, no key exchange.
    expect(message.readUInt32LE(12) & 0x40000880).toBe(0);
  });
});

describe('readChallenge', () => {
  it('reads challenge, flags and target of the example', () => {
    const { serverChallenge, flags, target } = read(CHALLENGE);
    expect(serverChallenge.toString('hex')).toBe('0123456789abcdef');
    expect(flags >>> 0).toBe(0xe28a8233);
    expect([...target].map(([id, value]) => [id, value.toString('utf16le')])).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut one', CHALLENGE.subarray(0, 60)],
    ['another message', negotiateMessage()],
    ['another protocol', Buffer.alloc(100)],
    ['a pair longer than the message', challengeWith(hex('0200 ff00 4400'))],
    ['a target beyond the end', Buffer.from(CHALLENGE).fill(0xff, 44, 46)],
  ])('%s is no challenge', (_, message) => {
    expect(readChallenge(message)).toBeUndefined();
  });
});

describe('clientBlob', () => {
  it('is the temp of the example', () => {
    expect(clientBlob(proof(), undefined).toString('hex')).toBe(
      hex(`0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
        02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000`).toString('hex'),
    );
  });
});

describe('authenticateMessage', () => {
  it('answers the challenge of the example with its two responses', () => {
    const message = authenticateMessage(proof());
    expect(field(message, 12).toString('hex')).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(field(message, 20).subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(field(message, 28).toString('utf16le')).toBe('Domain');
    expect(field(message, 36).toString('utf16le')).toBe('User');
    expect([field(message, 44).length, field(message, 52).length]).toEqual([0, 0]);
  });

  it('to a server that tells its time: with that time, no version 2 LM response, and a code over all messages', () => {
    const challenge = challengeWith(TIMESTAMP);
    const asked = proof({ challenge: read(challenge) });
    const message = authenticateMessage(asked);
    expect(field(message, 12)).toEqual(Buffer.alloc(24));
    const response = field(message, 20);
    expect(response.subarray(24, 32).toString('hex')).toBe('0090d336b734c301');
    expect(response.toString('hex')).toContain('0600040002000000');

    const hmac = (key: Buffer, data: Buffer) => createHmac('md5', key).update(data).digest();
    const key = hmac(ntowfv2(asked.credentials), response.subarray(0, 16));
    const without = Buffer.from(message).fill(0, 72, 88);
    const code = hmac(key, Buffer.concat([negotiateMessage(), challenge, without]));
    expect(message.subarray(72, 88)).toEqual(code);
  });

  it('keeps the flags that the server set beside its own', () => {
    const flags = hex('0600 0400 01000000');
    const message = authenticateMessage(proof({ challenge: read(challengeWith(Buffer.concat([TIMESTAMP, flags]))) }));
    expect(field(message, 20).toString('hex')).toContain('0600040003000000');
  });

  it('names the TLS connection and the service', () => {
    const channelBinding = Buffer.alloc(16, 0xbb);
    const message = authenticateMessage(proof({ channelBinding, servicePrincipal: 'HTTP/x' }));
    const response = field(message, 20).toString('hex');
    expect(response).toContain(`0a001000${'bb'.repeat(16)}`);
    expect(response).toContain(`09000c00${Buffer.from('HTTP/x', 'utf16le').toString('hex')}`);
  });
});
