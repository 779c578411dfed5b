// Rights that are limited to some mailboxes are proven by one that they leave out: the connection test opens it, and
// has to be refused. Nothing but a refusal proves it: a mailbox that does not exist refuses everybody.
import type { ProblemCode } from '../../problems.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { ProbeStep } from './probeReport.ts';

/** The step's account of its try, over either API. */
export const OUTSIDER_TRIED = 'Tried to open the calendar of the mailbox that has to be refused.';

/** `opened`: how the opening of its calendar ended. */
export function judgeOutsider(opened: Outcome<unknown>): Pick<ProbeStep, 'state' | 'answered' | 'problem'> {
  if (opened.ok) return { state: 'failed', problem: 'mailbox-not-refused' };
  const { failure } = opened;
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { state: 'failed', problem: 'mailbox-not-found' };
  const answered = failure.kind !== 'throttled' && failure.detail !== undefined ? { answered: failure.detail } : {};
  return REFUSALS.has(failure.code)
    ? { state: 'ok', ...answered }
    : { state: 'failed', problem: failure.code, ...answered };
}

/** `calendar-not-found`: Exchange does not show a delegate what they have no right to. */
const REFUSALS: ReadonlySet<ProblemCode> = new Set([
  'mailbox-access-denied',
  'exchange-impersonation-refused',
  'calendar-not-found',
]);
