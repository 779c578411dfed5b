// The next message that each outcome of a run asks for.
import { describe, expect, it } from 'vitest';
import { nextRunAfter } from '../../../../shared/links/runs/nextRun.ts';
import type { RunOutcome } from '../../../../shared/sync/ports/link.ts';
import type { Failure } from '../../../../shared/sync/ports/outcome.ts';

describe('nextRunAfter', () => {
  const stopped = (failure: Failure): RunOutcome => ({ state: 'stopped', failure, next: 5000 });
  it.each<[string, RunOutcome, number | undefined]>([
    ['off', { state: 'off' }, undefined],
    ['cleaned up', { state: 'cleanedUp' }, undefined],
    ['idle', { state: 'idle' }, undefined],
    ['previewed', { state: 'previewed' }, undefined],
    ['busy for long: looked at again after a minute', { state: 'busy', until: 300_000 }, 61_000],
    ['busy for ten seconds', { state: 'busy', until: 11_000 }, 11_000],
    ['lost the race for the lease', { state: 'busy', until: 1000 }, 2000],
    ['waiting', { state: 'waiting', until: 9000 }, 9000],
    ['done with nothing left', { state: 'done', next: undefined }, undefined],
    ['done with something left', { state: 'done', next: 1000 }, 1000],
    ['throttled', stopped({ kind: 'throttled', code: 'exchange-throttled', retryAt: 5000 }), 5000],
    ['network trouble', stopped({ kind: 'transient', code: 'exchange-timeout' }), 5000],
    ['a person has to act', stopped({ kind: 'denied', code: 'exchange-sign-in-refused' }), undefined],
    ['switched off for us', stopped({ kind: 'blocked', code: 'exchange-blocked' }), undefined],
  ])('%s', (_title, outcome, due) => {
    expect(nextRunAfter(outcome, 1000)).toBe(due);
  });
});
