import { describe, expect, it } from 'vitest';
import { brokenAnswer, failureOfFault, paused, retryAtOf } from '../../../shared/exchange/failures.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('retryAtOf', () => {
  it.each([
    [undefined, undefined],
    ['30', NOW + 30_000],
    [new Date(NOW + 90_000).toUTCString(), NOW + 90_000],
    [new Date(NOW - 90_000).toUTCString(), NOW],
    ['soon', undefined],
  ])('%s', (header, expected) => {
    expect(retryAtOf(header, NOW)).toBe(expected);
  });
});

describe('paused', () => {
  it('for as long as was asked for, else for a minute', () => {
    expect(paused(NOW + 5_000, NOW)).toMatchObject({ kind: 'throttled', retryAt: NOW + 5_000 });
    expect(paused(undefined, NOW)).toMatchObject({ kind: 'throttled', retryAt: NOW + 60_000 });
  });
});

describe('failureOfFault', () => {
  it.each([
    ['address', 'denied', 'exchange-url-refused'],
    ['certificate', 'denied', 'exchange-certificate-untrusted'],
    ['name', 'transient', 'exchange-name-unknown'],
    ['unreachable', 'transient', 'exchange-unreachable'],
    ['timeout', 'transient', 'exchange-timeout'],
    ['cut', 'transient', 'exchange-answer-broken'],
  ] as const)('%s is %s, %s', (reason, kind, code) => {
    expect(failureOfFault({ reason, code: 'RAW' })).toEqual({ kind, code, detail: 'RAW' });
  });
});

describe('brokenAnswer', () => {
  it('of a write means that nobody knows whether it was applied', () => {
    expect(brokenAnswer('cut').kind).toBe('transient');
  });
});
