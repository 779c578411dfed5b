import { describe, expect, it } from 'vitest';
import { ntlmChallenge, offeredSchemes, offers } from '../../../../../shared/exchange/ews/http/schemes.ts';

const asking = (challenge: string) => ({ headers: { 'www-authenticate': challenge } });

describe('offeredSchemes', () => {
  it('names the schemes in their order, without their parameters and what nobody knows', () => {
    const challenge = 'Negotiate, NTLM, Basic realm="mail.example.com", charset="UTF-8", Other x="Bearer"';
    expect(offeredSchemes(asking(challenge))).toEqual(['Negotiate', 'NTLM', 'Basic']);
    expect(offeredSchemes({ headers: {} })).toEqual([]);
  });
});

describe('offers', () => {
  it('disregards the case of letters', () => {
    expect(offers(asking('basic realm="x"'), 'Basic')).toBe(true);
    expect(offers(asking('Negotiate'), 'NTLM')).toBe(false);
  });
});

describe('ntlmChallenge', () => {
  it('is the message behind the scheme, wherever it stands', () => {
    expect(ntlmChallenge(asking('NTLM AQID'))).toEqual(Buffer.of(1, 2, 3));
    expect(ntlmChallenge(asking('Negotiate, NTLM AQI='))).toEqual(Buffer.of(1, 2));
    expect(ntlmChallenge(asking('Negotiate, NTLM'))).toBeUndefined();
  });
});
