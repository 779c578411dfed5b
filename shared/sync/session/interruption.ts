// A run that ends early: another worker overtook it, or a side failed. The link then waits as long as the server asked
// for, or longer with each failure in a row.

import { LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import type { RunOutcome } from '../ports/link.ts';
import type { Failure } from '../ports/outcome.ts';
import type { LeaseRow, Pause } from '../ports/rows.ts';
import { sinceWhen } from '../ports/since.ts';
import { backOff, RunOvertaken, RunStopped, type Session } from './session.ts';

/** The key of the link's fingerprints is not in the settings. */
export const KEY_MISSING: Failure = { kind: 'denied', code: 'key-missing' };

/** The outcome of the run that ended with this error. Any other error is a bug, and is thrown again. */
export async function interrupted(session: Session, error: unknown): Promise<RunOutcome> {
  const now = session.context.now();
  if (error instanceof RunOvertaken) {
    await releaseIfHeld(session, {});
    return { state: 'done', next: now };
  }
  if (!(error instanceof RunStopped)) throw error;
  const { failure } = error;
  const pause = pauseAfter(session, failure);
  await releaseIfHeld(session, { pause, problem: problemOf(session, failure) });
  return { state: 'stopped', failure, next: pause.until };
}

/** A wrong password must lock no account, so each failure in a row waits longer. */
function pauseAfter(session: Session, failure: Failure): Pause {
  const { now, connection } = session.context;
  const before = session.lease.pause?.connection === connection ? session.lease.pause.failures : 0;
  if (failure.kind === 'throttled') return { until: failure.retryAt, failures: before, connection };
  // No side was asked anything, and the key can come back without a change of the connection.
  if (failure === KEY_MISSING) return { until: now() + LOOK_AGAIN_MS, failures: before, connection };
  return { until: backOff(now(), before), failures: before + 1, connection };
}

/** Another worker may have taken the lease meanwhile. */
async function releaseIfHeld(session: Session, change: Partial<LeaseRow>): Promise<void> {
  try {
    await session.release(change);
  } catch (error) {
    if (!(error instanceof RunOvertaken)) throw error;
  }
}

function problemOf({ context, lease }: Session, failure: Failure): NonNullable<LeaseRow['problem']> {
  const code = failure.kind === 'gone' || failure.kind === 'conflict' ? 'internal-error' : failure.code;
  const detail = 'detail' in failure ? failure.detail : undefined;
  const at = sinceWhen(lease.problem, { code }, context.now());
  return { code, at, ...(detail === undefined ? {} : { detail }) };
}
