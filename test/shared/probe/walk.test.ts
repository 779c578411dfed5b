import { describe, expect, it } from 'vitest';
import { judgeClock, OK, type Step, type Verdict, verdictOf, walk } from '../../../shared/probe/walk.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('walk', () => {
  const stepsThat = (...verdicts: Verdict[]) => {
    const run: string[] = [];
    const names = ['address', 'name', 'connect'] as const;
    const steps = verdicts.map((verdict, at): Step<string> => {
      const step = names[at] ?? 'clock';
      const judge = async () => {
        run.push(step);
        return verdict;
      };
      return { step, tried: (probe) => `${step} of ${probe}.`, run: judge };
    });
    return { steps, run };
  };

  it('runs the steps in order and says what each tried', async () => {
    const { steps, run } = stepsThat(OK, { state: 'warning', answered: '70 s' });
    expect(await walk(steps, 'Ada')).toEqual({
      ok: true,
      steps: [
        { step: 'address', tried: 'address of Ada.', state: 'ok' },
        { step: 'name', tried: 'name of Ada.', state: 'warning', answered: '70 s' },
      ],
    });
    expect(run).toEqual(['address', 'name']);
  });

  it('skips what comes after the first failed step, whose problem is the report’s', async () => {
    const { steps, run } = stepsThat({ state: 'failed', problem: 'exchange-name-unknown' }, OK, OK);
    const report = await walk(steps, 'Ada');
    expect(report).toMatchObject({ ok: false, problem: 'exchange-name-unknown' });
    expect(report.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
    expect(run).toEqual(['address']);
  });
});

describe('verdictOf', () => {
  it('has the problem and the raw code of the failure', () => {
    const failure = { kind: 'denied', code: 'mailbox-access-denied', detail: 'ErrorAccessDenied' } as const;
    const verdict = { state: 'failed', problem: 'mailbox-access-denied', answered: 'ErrorAccessDenied' };
    expect(verdictOf(failure, 'exchange-error')).toEqual(verdict);
  });

  it('has no raw code of a pause, and the given problem of what is not there', () => {
    const pause = { kind: 'throttled', code: 'exchange-throttled', retryAt: NOW } as const;
    expect(verdictOf(pause, 'exchange-error')).toEqual({ state: 'failed', problem: 'exchange-throttled' });
    expect(verdictOf({ kind: 'gone' }, 'calendar-not-found')).toEqual({
      state: 'failed',
      problem: 'calendar-not-found',
    });
  });
});

describe('judgeClock', () => {
  const at = (instant: number) => new Date(instant).toUTCString();

  it('takes a minute in either direction', () => {
    expect([judgeClock(at(NOW + 60_000), NOW), judgeClock(at(NOW - 60_000), NOW)]).toEqual([OK, OK]);
    expect(judgeClock(at(NOW + 61_000), NOW)).toEqual({ state: 'warning', answered: '61 s' });
    expect(judgeClock(at(NOW - 3_600_000), NOW)).toEqual({ state: 'warning', answered: '3600 s' });
  });

  it.each([undefined, '', 'yesterday'])('has nothing to compare with %j', (date) => {
    expect(judgeClock(date, NOW)).toEqual({ state: 'skipped' });
  });
});
