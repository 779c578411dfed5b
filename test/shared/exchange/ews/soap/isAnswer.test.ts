import { describe, expect, it } from 'vitest';
import { isAnswer } from '../../../../../shared/exchange/ews/soap/isAnswer.ts';
import type { Failure } from '../../../../../shared/sync/ports/outcome.ts';

describe('isAnswer', () => {
  it.each<[Failure, boolean]>([
    [{ kind: 'gone' }, true],
    [{ kind: 'denied', code: 'mailbox-access-denied', detail: 'ErrorAccessDenied' }, true],
    [{ kind: 'transient', code: 'exchange-error', detail: 'ErrorInternalServerError' }, true],
    [{ kind: 'transient', code: 'exchange-error', detail: 'ErrorMailboxMoveInProgress' }, false],
    [{ kind: 'transient', code: 'exchange-error', detail: 'HTTP 500' }, false],
    [{ kind: 'transient', code: 'exchange-error' }, false],
    [{ kind: 'conflict' }, false],
  ])('%j: %s', (failure, expected) => expect(isAnswer(failure)).toBe(expected));
});
