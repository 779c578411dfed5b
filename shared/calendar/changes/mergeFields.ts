// The three-way merge of a pair, field by field. Each side has a base: the prints of the values that this side last
// stored. Each side may normalise values in its own way, so a field is compared only with the base of its own side.

import type { Prints } from '../canonical/fingerprint.ts';
import type { EventField } from '../event.ts';

/** The side that wins where both sides changed a field. `copy`: the mailbox always follows the source. */
export type MergePolicy = 'mailbox' | 'source' | 'copy' | OneWay;

/** Only the side `to` is written. An edit of a person there is reverted or left. */
export interface OneWay {
  readonly to: 'mailbox' | 'source';
  readonly forbidden: 'revert' | 'leave';
}

export interface MergeSide {
  /** The prints of the item as it was read now. */
  readonly now: Prints;
  /** The prints of the values that this side last stored. A field without print counts as changed. */
  readonly base: Prints;
  /** The fields that this side can hold. */
  readonly fields: ReadonlySet<EventField>;
  /** The fields that the engine may not write there. In an attendee's copy, only the organiser changes them. */
  readonly fixed?: ReadonlySet<EventField> | undefined;
  /** The fields whose value there cannot be read. `now` lacks them. */
  readonly unread?: ReadonlySet<EventField> | undefined;
  /** The fields whose value on the other side cannot be written there. */
  readonly unfit?: ReadonlySet<EventField> | undefined;
}

export interface FieldMerge {
  readonly toMailbox: readonly EventField[];
  readonly toSource: readonly EventField[];
  /** The fields whose value as read becomes the base now: the sides agree, or the other side cannot hold the field. */
  readonly settled: { readonly mailbox: Prints; readonly source: Prints };
  /** The values that a person changed and that are overwritten. */
  readonly losing: readonly Losing[];
  /** The values that stay although the policy does not pass them on. Their value as read becomes the base. */
  readonly left: readonly { readonly side: 'mailbox' | 'source'; readonly field: EventField }[];
  /** The fields that keep their bases on both sides, because of this side. */
  readonly waiting: readonly WaitingField[];
}

interface WaitingField {
  readonly side: 'mailbox' | 'source';
  readonly field: EventField;
  readonly why: 'unreadable' | 'unfit';
}

interface Losing {
  readonly side: 'mailbox' | 'source';
  readonly field: EventField;
  /** True where the value loses by the rule (a fixed field, or one way only) and not by a conflict. */
  readonly reverted: boolean;
}

type SideName = 'mailbox' | 'source';

const OTHER = { mailbox: 'source', source: 'mailbox' } as const;

type Sides = { readonly [S in SideName]: MergeSide };

/** The side that a field that differs is written to; undefined leaves both values as they are. */
function direction(mailboxChanged: boolean, sourceChanged: boolean, policy: MergePolicy): SideName | undefined {
  // The values differ although no side changed. One side normalises this value in a way that we do not know.
  if (!mailboxChanged && !sourceChanged) return undefined;
  if (policy === 'copy') return 'mailbox';
  if (typeof policy === 'object') {
    const isLetThrough = policy.to === 'mailbox' ? sourceChanged : mailboxChanged;
    return isLetThrough || policy.forbidden === 'revert' ? policy.to : undefined;
  }
  if (mailboxChanged && sourceChanged) return OTHER[policy];
  return mailboxChanged ? 'source' : 'mailbox';
}

/** The side on which a field is fixed; `both` where it is fixed on both sides. */
function fixedOn(field: EventField, { mailbox, source }: Sides): 'mailbox' | 'source' | 'both' | undefined {
  const [inMailbox, inSource] = [mailbox.fixed?.has(field), source.fixed?.has(field)];
  if (inMailbox) return inSource ? 'both' : 'mailbox';
  return inSource ? 'source' : undefined;
}

/** The direction of a fixed field: away from the side on which it is fixed, or none. */
function directionFrom(
  fixed: 'mailbox' | 'source' | 'both',
  changed: boolean,
  policy: MergePolicy,
): SideName | undefined {
  const to = fixed === 'both' ? undefined : OTHER[fixed];
  if (!changed || (typeof policy === 'object' && to !== policy.to)) return undefined;
  return to === 'source' && policy === 'copy' ? undefined : to;
}

const leaves = (policy: MergePolicy): policy is OneWay => typeof policy === 'object' && policy.forbidden === 'leave';

interface Way {
  /** The side that the field is written to. */
  readonly to?: SideName | undefined;
  /** The side that keeps the field from going across. */
  readonly waiting?: WaitingField;
}

/** The way of a field whose value on one side cannot be read. Only an edit of the other side goes across. */
function wayOfUnread(field: EventField, sides: Sides, policy: MergePolicy): Way {
  const side: SideName = sides.mailbox.unread?.has(field) ? 'mailbox' : 'source';
  const [ours, theirs] = [sides[side], sides[OTHER[side]]];
  const isForbidden = typeof policy === 'object' ? policy.to !== side : policy === 'copy' && side === 'source';
  const isFirst = ours.base[field] === undefined && theirs.base[field] === undefined;
  const isEdited = theirs.now[field] !== undefined && theirs.now[field] !== theirs.base[field] && !isFirst;
  const stays = !isEdited || isForbidden || ours.fixed?.has(field) || ours.unfit?.has(field);
  return stays ? { waiting: { side, field, why: 'unreadable' } } : { to: side };
}

/** The way of a field that differs and that both sides can read. */
function wayOf(field: EventField, sides: Sides, policy: MergePolicy): Way {
  const to = wantedTo(field, sides, policy);
  if (to === undefined || !sides[to].unfit?.has(field)) return { to };
  // The other side's value can never come, so an edit of this side goes across.
  const { now, base } = sides[to];
  const isEdited = base[field] !== undefined && now[field] !== base[field];
  const isFree = (policy === 'mailbox' || policy === 'source') && fixedOn(field, sides) === undefined;
  if (isEdited && isFree && !sides[OTHER[to]].unfit?.has(field)) return { to: OTHER[to] };
  return { waiting: { side: to, field, why: 'unfit' } };
}

function wantedTo(field: EventField, sides: Sides, policy: MergePolicy): SideName | undefined {
  const [mailbox, source] = [hasChanged(sides.mailbox, field), hasChanged(sides.source, field)];
  const fixed = fixedOn(field, sides);
  return fixed ? directionFrom(fixed, mailbox || source, policy) : direction(mailbox, source, policy);
}

const hasChanged = ({ now, base }: MergeSide, field: EventField): boolean => now[field] !== base[field];

type Merging = {
  -readonly [K in Exclude<keyof FieldMerge, 'settled'>]: FieldMerge[K][number][];
} & { readonly settled: { readonly [S in SideName]: { [F in EventField]?: string } } };

/** Returns which fields of a pair are written to which side, which values lose, and which become the base. */
export function mergeFields(mailbox: MergeSide, source: MergeSide, policy: MergePolicy): FieldMerge {
  const merging: Merging = {
    toMailbox: [],
    toSource: [],
    losing: [],
    left: [],
    waiting: [],
    settled: { mailbox: {}, source: {} },
  };
  for (const field of new Set([...mailbox.fields, ...source.fields])) {
    mergeField(merging, field, { sides: { mailbox, source }, policy });
  }
  return merging;
}

interface By {
  readonly sides: Sides;
  readonly policy: MergePolicy;
}

function mergeField(merging: Merging, field: EventField, { sides, policy }: By): void {
  const { mailbox, source } = sides;
  const isUnread = mailbox.unread?.has(field) || source.unread?.has(field);
  const isShared = mailbox.fields.has(field) && source.fields.has(field);
  const settle = (side: SideName): void => {
    const now = sides[side].now[field];
    if (sides[side].fields.has(field) && now !== undefined) merging.settled[side][field] = now;
  };
  if (!isShared || (mailbox.now[field] === source.now[field] && !isUnread)) {
    settle('mailbox');
    settle('source');
    return;
  }
  const { to, waiting } = isUnread ? wayOfUnread(field, sides, policy) : wayOf(field, sides, policy);
  if (waiting) {
    merging.waiting.push(waiting);
    // By this base, a later edit of the side is told that does not get the other one's value.
    const told = waiting.why === 'unfit' ? waiting.side : OTHER[waiting.side];
    if (sides[told].base[field] === undefined) settle(told);
    return;
  }
  // An edit that was left has become the base, so it no longer counts as changed. The bases differ since then.
  const wasLeft = leaves(policy) && mailbox.base[field] !== source.base[field];
  if (to !== undefined) {
    merging[to === 'mailbox' ? 'toMailbox' : 'toSource'].push(field);
    const reverted = fixedOn(field, sides) !== undefined || typeof policy === 'object';
    if (!isUnread && (wasLeft || hasChanged(sides[to], field))) merging.losing.push({ side: to, field, reverted });
  } else if (leaves(policy) && hasChanged(sides[policy.to], field)) {
    merging.left.push({ side: policy.to, field });
    settle(policy.to);
  }
}
