// The record of people's decisions. It is kept with the thing decided: the operator's in the register, settings in the
// company's rows, the rest in the link's own.
import type { Instant } from '../../calendar/event.ts';

/** Every kind of decision that is recorded. */
export const DECISIONS = [
  'switchedOn',
  'started',
  'switchedOff',
  'removalAsked',
  'matchedAnew',
  'settingsChanged',
  'addressChanged',
  'cutOver',
  'exchangeChanged',
  'nextExchangeChanged',
  'nextExchangeDropped',
  'sourceChanged',
  'webhookMade',
  'webhookEnded',
  'synchronisationEnabled',
  'synchronisationDisabled',
  'consentGiven',
  'consentWithdrawn',
  'consentReleased',
  'holdReleased',
  'holdDiscarded',
  'valueRestored',
  'companyCreated',
  'companySuspended',
  'companyResumed',
  'companyDeletionAsked',
  'companyDeleted',
  'keyMade',
  'keyReplaced',
  'keyRevoked',
] as const;
export type DecisionName = (typeof DECISIONS)[number];

/** One decision of a person: who, when, what. Never removed while the link or the company exists. */
export interface AuditRow {
  readonly at: Instant;
  /** A user's address, `company` for one of the company's API keys, or `operator` for the operator's key. */
  readonly by: string;
  /** The id of the API key with which a company acted. */
  readonly byKey?: string;
  readonly what: DecisionName;
  /** The number of deletes that a decided hold named. */
  readonly count?: number;
  /** The names of the fields that were changed; never a value. */
  readonly fields?: readonly string[];
  /** The id of the API key that was made, replaced or revoked. */
  readonly key?: string;
  /** The id of the company, in decisions of the operator. */
  readonly company?: string;
  /** The restored value, by the name of its row. */
  readonly conflict?: string;
}
