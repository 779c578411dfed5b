// What is stored of an organisation of Microsoft 365 that let this service in: the types that shared/app/graph.ts sees.
import type { Instant } from '../calendar/event.ts';
import type { Decision } from './decision.ts';
import type { CloudName } from './exchangeNames.ts';

/** That an organisation's administrator let the operator's application into its calendars: proven, then bound. */
export interface Consent {
  readonly cloud: CloudName;
  /** The organisation's id. */
  readonly tenant: string;
  readonly grantedAt: Instant;
}

/** A consent on its way. A company has one at a time, and each is used once. */
export interface ConsentAttempt {
  /** The administrator grants first, then signs in, so that nobody brings another's organisation. */
  readonly step: ConsentStep;
  readonly nonce: string;
  /** Of the browser that began it: SHA-256 of its cookie. */
  readonly sessionHash: string;
  readonly expiresAt: Instant;
}

export type ConsentStep =
  | { readonly kind: 'grant' }
  /** `tenant` as the redirect said it: nothing is believed of it yet. */
  | { readonly kind: 'signIn'; readonly tenant: string };

/** Which organisation belongs to which company: an organisation to one at most. */
export interface Consents {
  get(company: string): Promise<Consent | undefined>;
  /**
   * `taken`: another company holds the organisation. `another`: this company holds another one. `stale`: somebody else
   * was at it in the same moment. Only `bound` changes anything; bound again it stays what it was.
   */
  bind(company: string, consent: Consent, decision: Decision): Promise<'bound' | 'taken' | 'another' | 'stale'>;
  /** Afterwards any company can bind the organisation. */
  release(company: string, decision: Decision): Promise<void>;
  /** The attempt before it, if there is one, is worth nothing from now on. */
  begin(company: string, attempt: ConsentAttempt): Promise<void>;
  attempt(company: string): Promise<{ readonly value: ConsentAttempt; readonly etag: string } | undefined>;
  /** Ends the attempt. False when it was ended or replaced meanwhile. */
  end(company: string, etag: string): Promise<boolean>;
}
