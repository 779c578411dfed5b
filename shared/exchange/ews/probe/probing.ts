// What the steps of the connection test know, what they learn for those after them, and what they answer.

import type { AddressRule } from '../../../net/address.ts';
import type { Trust } from '../../../net/certificates.ts';
import type { HttpAnswer } from '../../../net/https.ts';
import type { Failure, Outcome } from '../../../sync/ports/outcome.ts';
import type { CalendarChoice } from '../../calendarChoice.ts';
import type { ProbeStep } from '../../probe/probeReport.ts';
import type { EwsConnection, EwsConnectionOptions } from '../connection.ts';

export type Verdict = Pick<ProbeStep, 'state' | 'answered' | 'problem'>;

export interface Probe extends Pick<EwsConnectionOptions, 'signIn' | 'access' | 'timeoutMs' | 'newId'>, Trust {
  readonly url: URL | undefined;
  readonly rule: AddressRule;
  readonly testMailbox: string;
  readonly calendar?: CalendarChoice;
  readonly write: boolean;
  /** A mailbox that has to be refused. */
  readonly outsider?: string;
  /** A connection of the settings, or one that differs from them. */
  readonly connect: (changed?: Partial<EwsConnectionOptions>) => EwsConnection;
  connection?: EwsConnection;
  /** The answer to the request without sign-in. */
  anonymous?: HttpAnswer;
  /** Why the application got no token. */
  noToken?: Failure | undefined;
  /** The answer to the account's own request. */
  signedIn?: HttpAnswer;
  /** How the opening of the mailbox's default calendar ended. */
  opened?: Outcome<void>;
}

export const OK: Verdict = { state: 'ok' };
export const SKIPPED: Verdict = { state: 'skipped' };

/** A failed step with what came back. */
export function verdictOf(failure: Failure): Verdict {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { state: 'failed', problem: 'exchange-error' };
  const answered = failure.kind === 'throttled' ? undefined : failure.detail;
  return { state: 'failed', problem: failure.code, ...(answered === undefined ? {} : { answered }) };
}
