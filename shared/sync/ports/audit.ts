// The record of people's decisions about a link. It is kept with the thing decided: settings in the company's rows, the
// rest in the link's own.
import type { Instant } from '../../calendar/event.ts';

/** One decision of a person about a link: who, when, what. Never removed while the link exists. */
export interface AuditRow {
  readonly at: Instant;
  /** A user's address, `company` for the company's API key, or `operator` for the operator's key. */
  readonly by: string;
  readonly what:
    | 'switchedOn'
    | 'started'
    | 'switchedOff'
    | 'removalAsked'
    | 'matchedAnew'
    | 'settingsChanged'
    | 'addressChanged'
    | 'cutOver'
    | 'exchangeChanged'
    | 'nextExchangeChanged'
    | 'nextExchangeDropped'
    | 'sourceChanged'
    | 'consentGiven'
    | 'consentWithdrawn'
    | 'consentReleased'
    | 'holdReleased'
    | 'holdDiscarded'
    | 'valueRestored';
  /** The number of deletes that a decided hold named. */
  readonly count?: number;
  /** The names of the fields that were changed; never a value. */
  readonly fields?: readonly string[];
  /** The restored value, by the name of its row. */
  readonly conflict?: string;
}
