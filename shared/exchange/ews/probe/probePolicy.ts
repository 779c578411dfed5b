// The step of the connection test that tells a closed door from a wrong key. It finds out whether the organisation lets
// this service use EWS, and for how long it still can.

import type { Verdict } from '../../../probe/walk.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { Outcome } from '../../../sync/ports/outcome.ts';
import type { EwsConnection } from '../connection/connection.ts';
import { daysLeft } from '../connection/microsoft365.ts';
import { verdictOf } from './probing.ts';

/**
 * `opened`: how the opening of the test mailbox's calendar ended. Whom the rule shuts out is known by the mailbox, as
 * it may be of the mailbox alone.
 */
export function judgePolicy({ cloud, now }: Pick<EwsConnection, 'cloud' | 'now'>, opened: Outcome<void>): Verdict {
  const closed = opened.ok ? undefined : verdictOf(opened.failure);
  if (closed?.problem && CLOSED.has(closed.problem)) return closed;
  if (!cloud) return { state: 'ok' };
  const days = daysLeft(cloud, now());
  return { state: 'warning', problem: 'ews-ends', ...(days === undefined ? {} : { answered: `${days} days` }) };
}

const CLOSED: ReadonlySet<ProblemCode> = new Set([
  'exchange-blocked',
  'ews-switched-off',
  'ews-not-allowed',
  'ews-ended',
]);
