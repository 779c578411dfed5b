// The rules of a link, set by its user or company. Pure data. docs/sync.md section 12 says what each one does.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { EventPatch, FreeBusyStatus, Privacy } from '../../calendar/event.ts';
import type { LeftOutReason } from './remote.ts';

export type Direction = 'both' | 'toExchange' | 'toSource';

/** A filter for one direction: an item must meet every condition that is set. */
export interface Filter {
  /**
   * Ids of entry types: the entry must have one of them. An event without an entry has the type of the entry that it
   * would become.
   */
  readonly entryTypes?: readonly string[];
  /** Categories: the item must have one of these. Letter case does not count. */
  readonly categoriesAnyOf?: readonly string[];
  readonly categoriesNoneOf?: readonly string[];
  readonly privacy?: readonly Privacy[];
  readonly freeBusyStatus?: readonly FreeBusyStatus[];
  readonly allDay?: boolean;
  /** The user's own: no meeting that somebody else organises, no entry that somebody else owns. */
  readonly ownOnly?: true;
  /** The title must contain one of these texts. Letter case does not count. */
  readonly titleContains?: readonly string[];
  readonly titleContainsNone?: readonly string[];
}

export interface LinkRules {
  readonly direction: Direction;
  /** By id of the entry type, where it differs. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** For an edit or a delete that the direction does not let through: it is reverted, or it stays. */
  readonly forbidden: 'revert' | 'leave';
  readonly filters: { readonly toExchange: Filter; readonly toSource: Filter };
  /** For a pair that no longer meets a filter: both items stay, or our item goes. */
  readonly leavesFilter: 'unlink' | 'remove';
  readonly privateEvents:
    | { readonly kind: 'asTheyAre' | 'skip' }
    /** Only when and how busy, under this title. */
    | { readonly kind: 'busyOnly'; readonly title: string };
  /**
   * For a series that the mailbox cannot hold: it is left out, or its occurrences go there as single events. Absent, as
   * in the rules of earlier releases: it is left out.
   */
  readonly unheldSeries?: 'leaveOut' | 'expand';
}

/**
 * A rule of the company, not of a link. It says how the participants of an entry learn of it. Silent copies go to
 * those who have switched on. Invitations from the owner's calendar go to all of them.
 */
export type Participants = 'silentCopies' | 'invitations';

export const DEFAULT_RULES: LinkRules = {
  direction: 'both',
  directions: {},
  forbidden: 'revert',
  filters: { toExchange: {}, toSource: {} },
  leavesFilter: 'unlink',
  privateEvents: { kind: 'asTheyAre' },
};

/** The direction of entries of a type; `type` undefined where nobody knows it. */
export const directionOf = ({ direction, directions }: LinkRules, type: string | undefined): Direction =>
  // A type is named by the application: it may be `constructor`, which every object inherits.
  (type !== undefined && Object.hasOwn(directions, type) ? directions[type] : undefined) ?? direction;

/**
 * The rules where only entries of the types `twoWay` may be changed from a calendar. Entries of every other type go to
 * Exchange alone, whatever a link's own rules say. Undefined: every type.
 */
export function withinTwoWay(rules: LinkRules, twoWay: readonly string[] | undefined): LinkRules {
  if (!twoWay) return rules;
  const own = twoWay.map((type) => [type, directionOf(rules, type)] as const);
  return { ...rules, direction: 'toExchange', directions: Object.fromEntries(own) };
}

/** A keyed fingerprint of the rules, those of the company included. It tells that rules differ, and not their words. */
export const rulesKey = (print: (fields: EventPatch) => Prints, rules: LinkRules, participants: Participants): string =>
  // Keys from before there were invitations keep their meaning.
  print({ title: JSON.stringify(participants === 'silentCopies' ? rules : { ...rules, participants }) }).title ?? '';

/** An event whose content is the user's own business (RFC 8984 section 4.4.3). Exchange's `personal` hides nothing. */
export const isPrivate = ({ privacy }: { readonly privacy: Privacy }): boolean =>
  privacy === 'private' || privacy === 'secret';

/** True when the link's settings left the item out, and not its content. */
export const isByRule = (reason: LeftOutReason | undefined): boolean => reason === 'filtered' || reason === 'direction';
