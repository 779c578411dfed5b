// The port to one company's business application. Adapter: shared/sources/entries.
import type { CalendarEvent, Instant, When } from '../../calendar/event.ts';
import type { Outcome } from './outcome.ts';
import type { Creation, Item, Remote, Removal, Written } from './remote.ts';

export interface SourceItem extends Item {
  /** E-mail addresses, lower case. */
  readonly owner: string;
  readonly participants: readonly string[];
  /** The entry's type, by its id; absent where the application has none. */
  readonly type?: string;
  /** True when anybody changed the entry since it was created. */
  readonly modified: boolean;
  /** For an occurrence that stands for itself, its series: expansion/expandedSource.ts. */
  readonly series?: When;
  /** By the application's clock. An application without tags answers it. */
  readonly createdAt?: Instant;
  /** The application says that our account created the entry. */
  readonly createdByUs?: true;
}

export type SourceChange =
  | {
      readonly kind: 'changed';
      readonly id: string;
      readonly version: string;
      readonly owner: string;
      readonly participants: readonly string[];
    }
  | { readonly kind: 'removed'; readonly id: string; readonly version: string };

export interface SourcePage {
  readonly changes: readonly SourceChange[];
  readonly watermark: string;
  readonly more: boolean;
}

/**
 * Whose entries a listing has: those whose owner or participant has this e-mail address, in lower case; or everybody's,
 * for a shared link.
 */
export type Whose = string | { readonly everybody: true };

export interface SourceListing {
  readonly items: readonly SourceItem[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
  /** False on any doubt that a page is missing: then nothing may be concluded from absence. */
  readonly complete: boolean;
}

/** Entries that overlap this time. Either end may be missing. */
export interface ListWindow {
  readonly from?: Instant;
  readonly until?: Instant;
}

/** A new entry. `owner`: an e-mail address in lower case. */
export interface SourceCreation extends Creation {
  readonly owner: string;
}

/** The part that a user is to have in an entry. When the owner changes, the former owner takes part from then on. */
export interface Part {
  readonly id: string;
  /** As for an update. */
  readonly version: string;
  readonly email: string;
  readonly part: 'owner' | 'participant' | 'none';
}

export interface Source extends Remote<SourceItem> {
  /** The type of the entries that `create` makes. */
  readonly createdType?: string;
  /** Company-wide changes since `watermark`, or from the beginning. */
  changes(watermark: string | undefined): Promise<Outcome<SourcePage>>;
  /** False where `changes` never tells of a deletion: each link then sweeps its listings (ingest/sweepSource.ts). */
  readonly tellsDeletions?: false;
  /**
   * The entries of `whose`, with content, page by page. With `window`, it is a sweep: it may leave out what lies outside,
   * and the application serves other requests first.
   */
  list(whose: Whose, cursor: string | undefined, window?: ListWindow): Promise<Outcome<SourceListing>>;
  create(creations: readonly SourceCreation[]): Promise<Outcome<Written<SourceItem>>[]>;
  /** Compare and set, like `update`; nothing else of the entry changes. */
  setParts(parts: readonly Part[]): Promise<Outcome<Written<SourceItem>>[]>;
  /** Compare and set, like `update`. */
  remove(removals: readonly Removal[]): Promise<Outcome<void>[]>;
}

/**
 * A source whose application has no field for a tag. untagged/keepTags.ts makes a Source of it. Its items carry
 * `createdAt`, and `unstamped` where it has no field for a rev either.
 */
export interface UntaggedSource extends Omit<Source, 'findByTag' | 'create'> {
  create(creations: readonly UntaggedCreation[]): Promise<Outcome<Written<SourceItem>>[]>;
  /**
   * All entries that this person owns or takes part in, and that were created at or after `since` by the application's
   * clock.
   */
  createdSince(email: string, since: Instant): Promise<Outcome<readonly SourceItem[]>>;
}

export interface UntaggedCreation {
  readonly event: CalendarEvent;
  readonly owner: string;
}
