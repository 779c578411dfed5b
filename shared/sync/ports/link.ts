// The input and the outcome of a run of one link.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { EventPatch, Instant } from '../../calendar/event.ts';
import type { Clock, Ids } from '../../seams.ts';
import type { FormerConnection } from './formerConnection.ts';
import type { LinkRules, Participants } from './linkRules.ts';
import type { FormattedBody, Mailbox } from './mailbox.ts';
import type { Failure } from './outcome.ts';
import type { Loser } from './rows.ts';
import type { Source } from './source.ts';
import type { CompanyStore, LinkStore } from './store.ts';

/** Keyed fingerprints under one key of a link. The id tells keys apart, and says nothing else about them. */
export interface Printer {
  readonly key: string;
  readonly print: (fields: EventPatch) => Prints;
}

/** A losing value, as a patch of its field. `body`: a description's formatted body, if it had one. */
export interface OpenedLoser {
  readonly patch: EventPatch;
  readonly body?: FormattedBody;
}

export type ConflictPolicy = 'mailbox' | 'source';

export interface LinkContext {
  readonly link: string;
  /** The user's address in both systems, lower case. */
  readonly email: string;
  readonly conflictPolicy: ConflictPolicy;
  readonly rules: LinkRules;
  /** One value for the whole company: two links must not disagree on who mails. */
  readonly participants: Participants;
  /** The version of the settings that mailbox and source were opened with. */
  readonly connection: string;
  readonly mailbox: Mailbox;
  /**
   * The former connection, asked for in a cut-over only. `stale`: this context was opened with settings that are no
   * longer in use.
   */
  readonly former?: () => Promise<FormerConnection | 'stale'>;
  readonly source: Source;
  readonly store: LinkStore;
  readonly company: CompanyStore;
  /** Keyed fingerprints under the link's key: the key in use, unless it was changed just now. */
  readonly print: (fields: EventPatch) => Prints;
  /** The key in use, and the former keys, the newest first. */
  readonly printers: { readonly inUse: Printer; readonly former: readonly Printer[] };
  /** Encrypts a losing value for the record. */
  readonly seal: (text: string) => string;
  /** The same value sealed with the key in use; undefined when it already is, or when it does not open. */
  readonly reseal: (sealed: string) => string | undefined;
  /** The losing value again; undefined when it does not open or is no value of that field. */
  readonly open: (loser: Pick<Loser, 'field' | 'sealed'>) => OpenedLoser | undefined;
  readonly now: Clock;
  readonly newId: Ids;
  /** The run stops cleanly before this time. The next one goes on from the rows. */
  readonly deadline: Instant;
}

export type RunOutcome =
  | { readonly state: 'off' }
  /** The link is off, and our items are removed as far as possible. */
  | { readonly state: 'cleanedUp' }
  /** Another run holds the lease: try again after it. */
  | { readonly state: 'busy'; readonly until: Instant }
  /** The link waits until then (throttled, or failing). */
  | { readonly state: 'waiting'; readonly until: Instant }
  | { readonly state: 'idle' }
  /** Both sides are listed and matched; the user has not started. */
  | { readonly state: 'previewed' }
  /** `next`: when something that is left becomes due; undefined when nothing is left. */
  | { readonly state: 'done'; readonly next: Instant | undefined }
  | { readonly state: 'stopped'; readonly failure: Failure; readonly next: Instant };
