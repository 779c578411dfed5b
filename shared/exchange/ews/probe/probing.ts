// The data of the steps of the connection test: their input, their findings for later steps, and their answers.

import type { AddressRule } from '../../../net/address.ts';
import type { Trust } from '../../../net/certificates.ts';
import type { HttpAnswer } from '../../../net/https.ts';
import { type Verdict, verdictOf as verdictOfFailure } from '../../../probe/walk.ts';
import type { Failure, Outcome } from '../../../sync/ports/outcome.ts';
import type { ProbeTarget } from '../../probe/probeTarget.ts';
import type { EwsConnection, EwsConnectionOptions } from '../connection/connection.ts';

type OfTheConnection = Pick<EwsConnectionOptions, 'signIn' | 'access' | 'timeoutMs' | 'newId'>;

export interface Probe extends OfTheConnection, Trust, ProbeTarget {
  readonly url: URL | undefined;
  readonly rule: AddressRule;
  /** A connection of the settings, or one that differs from them. */
  readonly connect: (changed?: Partial<EwsConnectionOptions>) => EwsConnection;
  connection?: EwsConnection;
  /** The answer to the request without sign-in. */
  anonymous?: HttpAnswer;
  /** The reason why the application got no token. */
  noToken?: Failure | undefined;
  /** The answer to the account's own request. */
  signedIn?: HttpAnswer;
  /** The result of opening the mailbox's default calendar. */
  opened?: Outcome<void>;
}

/** A failed step with what came back. */
export const verdictOf = (failure: Failure): Verdict => verdictOfFailure(failure, 'exchange-error');
