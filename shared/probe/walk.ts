// The common part of all connection tests: the walk through the steps, and the verdict of a step from an answer.
import type { Instant } from '../calendar/event.ts';
import type { ProblemCode } from '../problems.ts';
import type { Failure } from '../sync/ports/outcome.ts';
import type { StepReport, TestReport } from './report.ts';

export type Verdict = Pick<StepReport, 'state' | 'answered' | 'problem'>;

export const OK: Verdict = { state: 'ok' };
export const SKIPPED: Verdict = { state: 'skipped' };

/** `P`: the facts that the steps know, and learn for those after them. */
export interface Step<P, Name extends string = string> {
  readonly step: Name;
  /** A sentence without secrets. */
  readonly tried: (probe: P) => string;
  readonly run: (probe: P) => Promise<Verdict>;
}

/** Walks the steps in order; after the first failed one the rest are skipped. */
export async function walk<P, Name extends string>(
  steps: readonly Step<P, Name>[],
  probe: P,
): Promise<TestReport<Name>> {
  const walked: StepReport<Name>[] = [];
  let failed: StepReport<Name> | undefined;
  for (const { step, tried, run } of steps) {
    const verdict = failed ? SKIPPED : await run(probe);
    const done: StepReport<Name> = { step, tried: tried(probe), ...verdict };
    walked.push(done);
    if (done.state === 'failed') failed ??= done;
  }
  return {
    ok: failed === undefined,
    steps: walked,
    ...(failed?.problem === undefined ? {} : { problem: failed.problem }),
  };
}

/** A failed step with the raw code that came back. `gone`: the problem where the item asked for is not there. */
export function verdictOf(failure: Failure, gone: ProblemCode): Verdict {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { state: 'failed', problem: gone };
  const answered = failure.kind === 'throttled' ? undefined : failure.detail;
  return { state: 'failed', problem: failure.code, ...(answered === undefined ? {} : { answered }) };
}

/** A clock that is further off makes times of changes misleading. Nothing of the synchronisation depends on it. */
const CLOCK_SKEW_MAX_MS = 60_000;

/** Compares the Date header of an answer with our clock; without a header there is nothing to compare. */
export function judgeClock(date: string | undefined, now: Instant): Verdict {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return SKIPPED;
  const skewMs = Math.abs(now - theirs);
  return skewMs <= CLOCK_SKEW_MAX_MS ? OK : { state: 'warning', answered: `${Math.round(skewMs / 1000)} s` };
}
