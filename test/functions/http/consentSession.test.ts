import { describe, expect, it } from 'vitest';
import { sessionCookie, sessionOf } from '../../../functions/http/consentSession.ts';

describe('sessionCookie', () => {
  it('lives as long as the consent, for this host over TLS only', () => {
    expect(sessionCookie('s', 61_000, 1_000)).toEqual({
      name: '__Host-consent',
      value: 's',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 60,
    });
  });
});

describe('sessionOf', () => {
  it.each([
    ['__Host-consent=abc', 'abc'],
    ['theme=dark; __Host-consent=a=b; x=y', 'a=b'],
    ['x__Host-consent=abc', undefined],
    ['__Host-consent2=abc', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads it from %s', (header, session) => {
    expect(sessionOf(header)).toBe(session);
  });
});
