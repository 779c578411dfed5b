// What a link exchanges: the rules that its user or company set. Pure data; docs/sync.md says what each one does.
import type { EventPatch, FreeBusyStatus, Privacy } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import type { LeftOutReason } from './remote.ts';

export type Direction = 'both' | 'toExchange' | 'toSource';

/** What goes one way only: an entry must meet every condition that is set. */
export interface Filter {
  /** Ids of entry types, one of which it must have. An event that is none yet has that of the entry it would become. */
  readonly entryTypes?: readonly string[];
  /** Categories, however their letters are written: it must have one of these. */
  readonly categoriesAnyOf?: readonly string[];
  readonly categoriesNoneOf?: readonly string[];
  readonly privacy?: readonly Privacy[];
  readonly freeBusyStatus?: readonly FreeBusyStatus[];
  readonly allDay?: boolean;
  /** The user's own: no meeting that somebody else organises, no entry that somebody else owns. */
  readonly ownOnly?: true;
  /** Text of the title, however its letters are written: it must contain one of these. */
  readonly titleContains?: readonly string[];
  readonly titleContainsNone?: readonly string[];
}

export interface LinkRules {
  readonly direction: Direction;
  /** By id of the entry type, where it differs. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** What becomes of an edit or a delete that the direction does not let through. */
  readonly forbidden: 'revert' | 'leave';
  readonly filters: { readonly toExchange: Filter; readonly toSource: Filter };
  /** What becomes of a pair that no longer meets a filter: both items stay, or the one that we made goes. */
  readonly leavesFilter: 'unlink' | 'remove';
  readonly privateEvents:
    | { readonly kind: 'asTheyAre' | 'skip' }
    /** Only when and how busy, under this title. */
    | { readonly kind: 'busyOnly'; readonly title: string };
  /**
   * What becomes of a series that the mailbox cannot hold: left out, or its occurrences go there as single events. Left
   * out where it is absent, as in the rules of earlier releases.
   */
  readonly unheldSeries?: 'leaveOut' | 'expand';
}

/**
 * A rule of the company, not of a link. What those who take part in an entry get: silent copies, where they have switched
 * on; or invitations from the owner's calendar, whether they have or not.
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
export const directionOf = (rules: LinkRules, type: string | undefined): Direction =>
  (type === undefined ? undefined : rules.directions[type]) ?? rules.direction;

/** Tells rules that differ, those of the company too, without their words: a keyed fingerprint, as of a title. */
export const rulesKey = (print: (fields: EventPatch) => Prints, rules: LinkRules, participants: Participants): string =>
  // Keys of the time before there were invitations go on meaning the same.
  print({ title: JSON.stringify(participants === 'silentCopies' ? rules : { ...rules, participants }) }).title ?? '';

/** An event whose content is the user's own business (RFC 8984 section 4.4.3); Exchange's `personal` hides nothing. */
export const isPrivate = ({ privacy }: { readonly privacy: Privacy }): boolean =>
  privacy === 'private' || privacy === 'secret';

/** Whether the link's settings left something out, and not what it is. */
export const isByRule = (reason: LeftOutReason | undefined): boolean => reason === 'filtered' || reason === 'direction';
