import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOfCode, VERDICTS } from '../../../shared/exchange/responseCodes.ts';
import { problems } from '../../../shared/problems.ts';
import { NO_SPECS } from '../../contract/ewsSchema.ts';
import { NOW } from './ews/scriptedExchange.ts';

const schema = resolve(
  process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../../shared/specs'),
  'ews/exse/messages.xsd',
);

describe('failureOfCode', () => {
  it.for([...VERDICTS.keys()])('%s is a code of Exchange', (code, { skip }) => {
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
    expect(failureOfCode('ErrorServerBusy', NOW, 999_999_999)).toMatchObject({ retryAt: NOW + 3_600_000 });
  });

  it('a code that nobody knows is trouble that passes, never "gone"', () => {
    expect(failureOfCode('ErrorOfNextYear', NOW)).toEqual({
      kind: 'transient',
      code: 'exchange-error',
      detail: 'ErrorOfNextYear',
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '%s, a name that every object inherits, is a code that nobody knows',
    (code) => {
      expect(failureOfCode(code, NOW)).toMatchObject({ kind: 'transient', code: 'exchange-error' });
    },
  );

  it('an id that Exchange does not understand says nothing about the item', () => {
    expect(failureOfCode('ErrorInvalidIdMalformed', NOW).kind).toBe('transient');
  });

  it('what is no code does not reach a page or a log', () => {
    expect(JSON.stringify(failureOfCode('<b>Ada: dentist</b>', NOW))).not.toContain('dentist');
  });

  it('every code leads to a problem of the catalogue', () => {
    for (const code of VERDICTS.keys()) {
      const failure = failureOfCode(code, NOW);
      if ('code' in failure) expect(problems).toHaveProperty(failure.code);
    }
  });
});
