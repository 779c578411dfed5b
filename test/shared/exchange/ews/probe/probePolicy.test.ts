// The connection test's words on the organisation's rule, and on the time that is left.
import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../../../../shared/exchange/ews/probe/probePolicy.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const at = (endsAt?: number, isMicrosofts = true) => ({ cloud: isMicrosofts ? { endsAt } : undefined, now: () => NOW });
const opened = ok(undefined);

describe('judgePolicy', () => {
  it('warns of the end, with the days that are left where they are known', () => {
    const warning = { state: 'warning', problem: 'ews-ends' };
    expect(judgePolicy(at(NOW + 2 * 86_400_000), opened)).toEqual({ ...warning, answered: '2 days' });
    expect(judgePolicy(at(), opened)).toEqual(warning);
    expect(judgePolicy(at(undefined, false), opened)).toEqual({ state: 'ok' });
  });

  it('fails with the rule that shuts us out, whoever runs the server', () => {
    const closed = failed({ kind: 'blocked', code: 'ews-not-allowed', detail: 'HTTP 403' });
    for (const connection of [at(NOW + 1), at(undefined, false)]) {
      expect(judgePolicy(connection, closed)).toEqual({
        state: 'failed',
        problem: 'ews-not-allowed',
        answered: 'HTTP 403',
      });
    }
  });

  it('leaves every other failure to the step that it belongs to', () => {
    const denied = failed({ kind: 'denied', code: 'mailbox-access-denied' });
    const tooOld = failed({ kind: 'blocked', code: 'exchange-version-too-old' });
    expect(judgePolicy(at(undefined, false), denied)).toEqual({ state: 'ok' });
    expect(judgePolicy(at(undefined, false), tooOld)).toEqual({ state: 'ok' });
  });
});
