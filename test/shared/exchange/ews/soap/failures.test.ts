import { describe, expect, it } from 'vitest';
import { failureOfStatus } from '../../../../../shared/exchange/ews/soap/failures.ts';
import { NOW } from '../scriptedExchange.ts';

describe('failureOfStatus', () => {
  const of = (status: number, headers = {}) => failureOfStatus({ status, headers, body: '' }, NOW);

  it.each([
    [401, 'denied', 'exchange-sign-in-refused'],
    [403, 'blocked', 'exchange-blocked'],
    [302, 'transient', 'exchange-not-ews'],
    [404, 'transient', 'exchange-not-ews'],
    [500, 'transient', 'exchange-error'],
    [503, 'transient', 'exchange-error'],
  ])('HTTP %i is %s, %s', (status, kind, code) => {
    expect(of(status)).toEqual({ kind, code, detail: `HTTP ${status}` });
  });

  it('Retry-After is obeyed in seconds and as a date, never into the past', () => {
    expect(of(503, { 'retry-after': '30' })).toMatchObject({ kind: 'throttled', retryAt: NOW + 30_000 });
    const date = new Date(NOW + 90_000).toUTCString();
    expect(of(429, { 'retry-after': date })).toMatchObject({ kind: 'throttled', retryAt: NOW + 90_000 });
    const past = new Date(NOW - 90_000).toUTCString();
    expect(of(503, { 'retry-after': past })).toMatchObject({ kind: 'throttled', retryAt: NOW });
    expect(of(429, { 'retry-after': 'soon' })).toMatchObject({ kind: 'throttled', retryAt: NOW + 60_000 });
  });
});
