// What a run of one link is given, and what it answers.
import type { EventPatch, Instant } from '../calendar/event.ts';
import type { Prints } from '../calendar/fingerprint.ts';
import type { Clock, Ids } from '../seams.ts';
import type { Mailbox } from './mailbox.ts';
import type { Failure } from './outcome.ts';
import type { Loser } from './rows.ts';
import type { LinkRules } from './rules.ts';
import type { Source } from './source.ts';
import type { CompanyStore, LinkStore } from './store.ts';

export type ConflictPolicy = 'mailbox' | 'source';

export interface LinkContext {
  readonly link: string;
  /** The user's address in both systems, lower case. */
  readonly email: string;
  readonly conflictPolicy: ConflictPolicy;
  readonly rules: LinkRules;
  /** The version of the settings that mailbox and source were opened with. */
  readonly connection: string;
  readonly mailbox: Mailbox;
  readonly source: Source;
  readonly store: LinkStore;
  readonly company: CompanyStore;
  /** Keyed fingerprints under this link's key. */
  readonly print: (fields: EventPatch) => Prints;
  /** Encrypts a losing value for the record. */
  readonly seal: (text: string) => string;
  /** The losing value again, as a patch of its field; undefined when it does not open or is no value of that field. */
  readonly open: (loser: Pick<Loser, 'field' | 'sealed'>) => EventPatch | undefined;
  readonly now: Clock;
  readonly newId: Ids;
  /** The run stops cleanly before, and goes on from its rows in the next. */
  readonly deadline: Instant;
}

export type RunOutcome =
  | { readonly state: 'off' }
  /** Off, and what we made is removed, as far as it goes. */
  | { readonly state: 'cleanedUp' }
  /** Another run holds the lease: try again after it. */
  | { readonly state: 'busy'; readonly until: Instant }
  /** The link waits until then (throttled, or failing). */
  | { readonly state: 'waiting'; readonly until: Instant }
  | { readonly state: 'idle' }
  /** Both sides are listed and matched; the user has not started. */
  | { readonly state: 'previewed' }
  /** `next`: when something that is left becomes due; undefined when nothing is. */
  | { readonly state: 'done'; readonly next: Instant | undefined }
  | { readonly state: 'stopped'; readonly failure: Failure; readonly next: Instant };
