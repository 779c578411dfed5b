// Only a refusal proves that a mailbox is left out.
import { describe, expect, it } from 'vitest';
import { judgeOutsider } from '../../../../shared/exchange/probe/outsider.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';

describe('judgeOutsider', () => {
  it('a mailbox that opens fails the test', () => {
    expect(judgeOutsider(ok(undefined))).toEqual({ state: 'failed', problem: 'mailbox-not-refused' });
  });

  it.each(['mailbox-access-denied', 'exchange-impersonation-refused', 'calendar-not-found'] as const)(
    '%s is a refusal',
    (code) => {
      expect(judgeOutsider(failed({ kind: 'denied', code, detail: 'X' }))).toEqual({ state: 'ok', answered: 'X' });
    },
  );

  it('what hinders everybody proves nothing', () => {
    const transient = failed({ kind: 'transient', code: 'exchange-timeout', detail: 'TIMEOUT' });
    expect(judgeOutsider(transient)).toEqual({ state: 'failed', problem: 'exchange-timeout', answered: 'TIMEOUT' });
    const throttled = failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: 0 });
    expect(judgeOutsider(throttled)).toEqual({ state: 'failed', problem: 'exchange-throttled' });
    const noMailbox = failed({ kind: 'denied', code: 'mailbox-not-found' });
    expect(judgeOutsider(noMailbox)).toEqual({ state: 'failed', problem: 'mailbox-not-found' });
    expect(judgeOutsider(failed({ kind: 'gone' }))).toEqual({ state: 'failed', problem: 'mailbox-not-found' });
  });
});
