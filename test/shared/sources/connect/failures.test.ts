// Each way in which a request to a source ends, as a failure that bears a source's code.
import { describe, expect, it } from 'vitest';
import type { TransportFault } from '../../../../shared/net/https.ts';
import {
  BROKEN_ANSWER,
  failureOfAnswer,
  failureOfEntry,
  failureOfFault,
} from '../../../../shared/sources/connect/failures.ts';

const NOW = 1_000_000;

describe('failureOfFault', () => {
  it.each<[TransportFault['reason'], object]>([
    ['address', { kind: 'denied', code: 'source-address-refused', detail: 'CODE' }],
    ['certificate', { kind: 'denied', code: 'source-certificate-untrusted', detail: 'CODE' }],
    ['pin', { kind: 'denied', code: 'source-certificate-untrusted', detail: 'CODE' }],
    ['tokenRefused', { kind: 'denied', code: 'source-sign-in-refused', detail: 'CODE' }],
    ['cut', { kind: 'transient', code: 'source-answer-broken', detail: 'CODE' }],
    ['webPage', { kind: 'transient', code: 'source-answer-broken', detail: 'CODE' }],
    ['reset', { kind: 'transient', code: 'source-unavailable', detail: 'CODE' }],
    ['name', { kind: 'transient', code: 'source-unavailable', detail: 'CODE' }],
    ['unreachable', { kind: 'transient', code: 'source-unavailable', detail: 'CODE' }],
    ['timeout', { kind: 'transient', code: 'source-unavailable', detail: 'CODE' }],
    ['tokenUnavailable', { kind: 'transient', code: 'source-unavailable', detail: 'CODE' }],
  ])('%s', (reason, failure) => {
    expect(failureOfFault({ reason, code: 'CODE' }, NOW)).toEqual(failure);
  });

  it('a sign-in service that asks for a pause gets it', () => {
    expect(failureOfFault({ reason: 'tokenUnavailable', code: 'C', retryAfter: '5' }, NOW)).toEqual({
      kind: 'throttled',
      code: 'source-throttled',
      retryAt: NOW + 5_000,
    });
  });
});

describe('failureOfAnswer', () => {
  const of = (status: number, retryAfter?: string) =>
    failureOfAnswer({ status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }, NOW);

  it.each([200, 201, 204])('%i is none', (status) => {
    expect(of(status)).toBeUndefined();
  });

  it.each<[number, object]>([
    [302, { kind: 'transient', code: 'source-answer-broken', detail: 'HTTP 302' }],
    [401, { kind: 'denied', code: 'source-sign-in-refused', detail: 'HTTP 401' }],
    [403, { kind: 'denied', code: 'source-rights-missing', detail: 'HTTP 403' }],
    [404, { kind: 'transient', code: 'source-answer-broken', detail: 'HTTP 404' }],
    [429, { kind: 'throttled', code: 'source-throttled', retryAt: NOW + 60_000 }],
    [500, { kind: 'transient', code: 'source-unavailable', detail: 'HTTP 500' }],
    [503, { kind: 'transient', code: 'source-unavailable', detail: 'HTTP 503' }],
  ])('%i', (status, failure) => {
    expect(of(status)).toEqual(failure);
  });

  it('waits as long as the application asks', () => {
    expect(of(429, '7')).toMatchObject({ kind: 'throttled', retryAt: NOW + 7_000 });
    expect(of(503, '7')).toMatchObject({ kind: 'throttled', retryAt: NOW + 7_000 });
  });
});

describe('failureOfEntry', () => {
  it.each<[number, object | undefined]>([
    [200, undefined],
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [409, { kind: 'conflict' }],
    [412, { kind: 'conflict' }],
    [400, { kind: 'rejected', code: 'item-rejected', detail: 'HTTP 400' }],
    [422, { kind: 'rejected', code: 'item-rejected', detail: 'HTTP 422' }],
    [401, { kind: 'denied', code: 'source-sign-in-refused', detail: 'HTTP 401' }],
    [500, { kind: 'transient', code: 'source-unavailable', detail: 'HTTP 500' }],
  ])('%i', (status, failure) => {
    expect(failureOfEntry({ status, headers: {} }, NOW)).toEqual(failure);
  });
});

describe('BROKEN_ANSWER', () => {
  it('leaves open whether a write was applied', () => {
    expect(BROKEN_ANSWER.kind).toBe('transient');
  });
});
