import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  brokenAnswer,
  failureOfCode,
  failureOfFault,
  failureOfStatus,
  VERDICTS,
} from '../../../../../shared/exchange/ews/soap/failures.ts';
import { problems } from '../../../../../shared/problems.ts';
import { NO_SPECS } from '../../../../contract/ewsSchema.ts';
import { NOW } from '../scriptedExchange.ts';

const schema = resolve(
  process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../../../../shared/specs'),
  'ews/exse/messages.xsd',
);

describe('failureOfCode', () => {
  it.for(Object.keys(VERDICTS))('%s is a code of Exchange', (code, { skip }) => {
    if (!existsSync(schema)) return skip(NO_SPECS);
    expect(readFileSync(schema, 'utf8')).toContain(`<xs:enumeration value="${code}"`);
  });

  it.each([
    ['ErrorItemNotFound', { kind: 'gone' }],
    ['ErrorIrresolvableConflict', { kind: 'conflict' }],
    ['ErrorStaleObject', { kind: 'conflict' }],
    ['ErrorNonExistentMailbox', { kind: 'denied', code: 'mailbox-not-found', detail: 'ErrorNonExistentMailbox' }],
    ['ErrorQuotaExceeded', { kind: 'transient', code: 'mailbox-full', detail: 'ErrorQuotaExceeded' }],
    [
      'ErrorCalendarDurationIsTooLong',
      { kind: 'rejected', code: 'item-rejected', field: 'when', detail: 'ErrorCalendarDurationIsTooLong' },
    ],
  ])('%s is %o', (code, expected) => {
    expect(failureOfCode(code, NOW)).toEqual(expected);
  });

  it('a pause is as long as the server says, else a minute', () => {
    expect(failureOfCode('ErrorServerBusy', NOW, 5_000)).toMatchObject({ retryAt: NOW + 5_000 });
    expect(failureOfCode('ErrorServerBusy', NOW)).toMatchObject({ retryAt: NOW + 60_000 });
  });

  it('a code that nobody knows is trouble that passes, never "gone"', () => {
    expect(failureOfCode('ErrorOfNextYear', NOW)).toEqual({
      kind: 'transient',
      code: 'exchange-error',
      detail: 'ErrorOfNextYear',
    });
  });

  it('an id that Exchange does not understand says nothing about the item', () => {
    expect(failureOfCode('ErrorInvalidIdMalformed', NOW).kind).toBe('transient');
  });

  it('what is no code does not reach a page or a log', () => {
    expect(JSON.stringify(failureOfCode('<b>Ada: dentist</b>', NOW))).not.toContain('dentist');
  });

  it('every code leads to a problem of the catalogue', () => {
    for (const code of Object.keys(VERDICTS)) {
      const failure = failureOfCode(code, NOW);
      if ('code' in failure) expect(problems).toHaveProperty(failure.code);
    }
  });
});

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
