// Graph's error codes and statuses, and what the sign-in service says, as failures.
import { describe, expect, it } from 'vitest';
import {
  failureOfGraph,
  failureOfGraphFault,
  failureOfWrite,
} from '../../../../../shared/exchange/graph/http/failures.ts';

const NOW = 1_000_000;
const of = (status: number, code: string, retryAfter?: string) => failureOfGraph({ status, code, retryAfter }, NOW);

describe('failureOfGraph', () => {
  it.each([
    [404, 'ErrorItemNotFound', { kind: 'gone' }],
    [412, 'ErrorIrresolvableConflict', { kind: 'conflict' }],
    [412, 'ErrorNobodyHasHeardOf', { kind: 'conflict' }],
    [401, 'InvalidAuthenticationToken', { kind: 'denied', code: 'exchange-token-refused' }],
    [403, 'ErrorAccessDenied', { kind: 'denied', code: 'mailbox-access-denied' }],
    [403, 'Authorization_RequestDenied', { kind: 'denied', code: 'consent-role-missing' }],
    [404, 'ErrorInvalidUser', { kind: 'denied', code: 'mailbox-not-found' }],
    [404, 'MailboxNotEnabledForRESTAPI', { kind: 'denied', code: 'mailbox-not-in-exchange-online' }],
    [404, 'ErrorFolderNotFound', { kind: 'denied', code: 'calendar-not-found' }],
    [503, 'ErrorMailboxMoveInProgress', { kind: 'transient', code: 'mailbox-moving' }],
    [507, 'ErrorQuotaExceeded', { kind: 'transient', code: 'mailbox-full' }],
    [400, 'ErrorPropertyValidationFailure', { kind: 'rejected', code: 'item-rejected' }],
    [500, 'ErrorInternalServerError', { kind: 'transient', code: 'exchange-error' }],
    [403, 'ErrorNobodyHasHeardOf', { kind: 'denied', code: 'mailbox-access-denied' }],
    [404, 'UnknownError', { kind: 'transient', code: 'exchange-error' }],
    [500, '', { kind: 'transient', code: 'exchange-error', detail: 'HTTP 500' }],
    [400, '<b> hostile', { kind: 'transient', detail: 'HTTP 400' }],
  ])('%i %s', (status, code, failure) => {
    expect(of(status, code)).toMatchObject(failure);
  });

  it.each([
    ['30', NOW + 30_000],
    [new Date(NOW + 90_000).toUTCString(), NOW + 90_000],
    [new Date(0).toUTCString(), NOW],
    [undefined, NOW + 60_000],
    ['soon', NOW + 60_000],
  ])('429 with Retry-After %s is a pause until then, whatever its code', (retryAfter, retryAt) => {
    const paused = { kind: 'throttled', code: 'exchange-throttled', retryAt };
    for (const code of ['ApplicationThrottled', 'ErrorAccessDenied', ''])
      expect(of(429, code, retryAfter)).toEqual(paused);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '%s, a name that every object inherits, is judged by its status',
    (code) => {
      expect(of(500, code)).toMatchObject({ kind: 'transient', code: 'exchange-error' });
      expect(of(403, code)).toMatchObject({ kind: 'denied', code: 'mailbox-access-denied' });
      expect(failureOfGraphFault({ reason: 'tokenRefused', code }, NOW)).toMatchObject({
        code: 'exchange-token-refused',
      });
    },
  );

  it('503 is a pause where it says how long, and else trouble that passes', () => {
    expect(of(503, 'serviceNotAvailable', '5')).toMatchObject({ kind: 'throttled', retryAt: NOW + 5000 });
    expect(of(503, 'serviceNotAvailable')).toMatchObject({ kind: 'transient' });
  });
});

describe('failureOfGraphFault', () => {
  it.each([
    ['AADSTS700016', 'consent-missing'],
    ['AADSTS65001', 'consent-missing'],
    ['AADSTS7000229', 'consent-missing'],
    ['AADSTS7000222', 'application-secret-expired'],
    ['AADSTS7000215', 'exchange-token-refused'],
    ['AADSTS501481', 'consent-code-refused'],
    ['AADSTS54005', 'consent-code-refused'],
    ['AADSTS70008', 'consent-code-refused'],
  ])('the sign-in service refuses with %s: %s', (code, problem) => {
    expect(failureOfGraphFault({ reason: 'tokenRefused', code }, NOW)).toEqual({
      kind: 'denied',
      code: problem,
      detail: code,
    });
  });

  it('what is no refusal is what it is over EWS', () => {
    expect(failureOfGraphFault({ reason: 'timeout', code: 'TIMEOUT' }, NOW)).toMatchObject({
      code: 'exchange-timeout',
    });
    const fault = { reason: 'tokenUnavailable', code: 'AADSTS50196', retryAfter: '9' } as const;
    expect(failureOfGraphFault(fault, NOW)).toMatchObject({ kind: 'throttled', retryAt: NOW + 9000 });
  });
});

describe('failureOfWrite', () => {
  const ofWrite = (status: number, code: string) => failureOfWrite({ status, code, retryAfter: undefined }, NOW);

  it.each([400, 413, 422])('HTTP %i is a request that is wrong in itself, and was not carried out', (status) => {
    expect(ofWrite(status, 'RequestBodyRead')).toEqual({
      ...{ kind: 'rejected', code: 'item-rejected' },
      detail: `HTTP ${status} RequestBodyRead`,
    });
  });

  it('anything else is judged as ever', () => {
    expect(ofWrite(500, 'RequestBodyRead')).toMatchObject({ kind: 'transient' });
    expect(ofWrite(400, 'ErrorIrresolvableConflict')).toEqual({ kind: 'conflict' });
    expect(ofWrite(404, 'ErrorItemNotFound')).toEqual({ kind: 'gone' });
  });
});
