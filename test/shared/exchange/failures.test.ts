import { describe, expect, it } from 'vitest';
import { brokenAnswer, failureOfFault } from '../../../shared/exchange/failures.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('failureOfFault', () => {
  it.each([
    ['address', 'denied', 'exchange-url-refused'],
    ['certificate', 'denied', 'exchange-certificate-untrusted'],
    ['name', 'transient', 'exchange-name-unknown'],
    ['unreachable', 'transient', 'exchange-unreachable'],
    ['timeout', 'transient', 'exchange-timeout'],
    ['reset', 'transient', 'exchange-connection-closed'],
    ['webPage', 'transient', 'exchange-web-page'],
    ['cut', 'transient', 'exchange-answer-broken'],
    ['pin', 'denied', 'exchange-key-not-pinned'],
    ['tokenRefused', 'denied', 'exchange-token-refused'],
    ['tokenUnavailable', 'transient', 'exchange-token-unavailable'],
  ] as const)('%s is %s, %s', (reason, kind, code) => {
    expect(failureOfFault({ reason, code: 'RAW' }, NOW)).toEqual({ kind, code, detail: 'RAW' });
  });

  it('a sign-in service that says when to ask again is left alone until then', () => {
    const fault = { reason: 'tokenUnavailable', code: 'AADSTS50196', retryAfter: '9' } as const;
    const failure = { kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 9_000 };
    expect(failureOfFault(fault, NOW)).toEqual(failure);
  });
});

describe('brokenAnswer', () => {
  it('of a write means that nobody knows whether it was applied', () => {
    expect(brokenAnswer('cut').kind).toBe('transient');
  });
});
