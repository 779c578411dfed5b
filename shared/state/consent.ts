// The types of a stored consent: an organisation of Microsoft 365 has let this service into its calendars.
import type { Instant } from '../calendar/event.ts';
import type { CloudName } from '../sync/ports/exchangeNames.ts';
import type { Decision } from './decision.ts';

/** An administrator of the organisation has let the operator's application in. It was proven before it was stored. */
export interface Consent {
  readonly cloud: CloudName;
  /** The organisation's id. */
  readonly tenant: string;
  readonly grantedAt: Instant;
}

export type Organisation = Pick<Consent, 'cloud' | 'tenant'>;

/** An attempt at a consent that has not ended. A company has one at a time, and each can be used once. */
export interface ConsentAttempt {
  /** The administrator grants first and then signs in. The sign-in proves the organisation. */
  readonly step: ConsentStep;
  readonly nonce: string;
  /** SHA-256 of the session cookie of the browser that began the attempt. */
  readonly sessionHash: string;
  readonly expiresAt: Instant;
}

export type ConsentStep =
  | { readonly kind: 'grant' }
  /** `tenant` comes from the redirect and is not proven yet. `codeVerifier` is the secret of PKCE (RFC 7636). */
  | { readonly kind: 'signIn'; readonly tenant: string; readonly codeVerifier: string };

/** The organisations of companies. An organisation belongs to one company at most. */
export interface Consents {
  get(company: string): Promise<Consent | undefined>;
  /**
   * Makes the organisation the company's. `taken`: another company holds the organisation. `another`: this company holds
   * another organisation. `stale`: another caller has changed the consent meanwhile. Only `bound` changes anything.
   */
  bind(company: string, consent: Consent, decision: Decision): Promise<'bound' | 'taken' | 'another' | 'stale'>;
  /** Releases the company's organisation. Afterwards any company can bind it. */
  release(company: string, decision: Decision): Promise<void>;
  /** The id of the company that holds the organisation. */
  holder(organisation: Organisation): Promise<string | undefined>;
  /**
   * Releases the organisation from this company. It also ends such a release that a crash has interrupted. Returns false,
   * and changes nothing, where the company does not hold the organisation.
   */
  releaseFrom(company: string, organisation: Organisation, decision: Decision): Promise<boolean>;
  /** Stores the attempt in place of an earlier one, which can no longer be used. */
  begin(company: string, attempt: ConsentAttempt): Promise<void>;
  attempt(company: string): Promise<{ readonly value: ConsentAttempt; readonly etag: string } | undefined>;
  /** Ends the attempt. Returns false where it was ended or replaced meanwhile. */
  end(company: string, etag: string): Promise<boolean>;
}
