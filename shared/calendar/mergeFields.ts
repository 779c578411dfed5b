// The three-way merge of a pair, field by field. Each side has a base: the prints of the values that this side last
// stored. Each side may normalise values in its own way, so a field is compared only with the base of its own side.
import type { EventField } from './event.ts';
import type { Prints } from './fingerprint.ts';

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
}

interface Losing {
  readonly side: 'mailbox' | 'source';
  readonly field: EventField;
  /** True where the value loses by the rule (a fixed field, or one way only) and not by a conflict. */
  readonly reverted: boolean;
}

/** The direction of a field that differs; undefined leaves both values as they are. */
function direction(
  mailboxChanged: boolean,
  sourceChanged: boolean,
  policy: MergePolicy,
): 'toMailbox' | 'toSource' | undefined {
  // The values differ although no side changed. One side normalises this value in a way that we do not know.
  if (!mailboxChanged && !sourceChanged) return undefined;
  if (policy === 'copy') return 'toMailbox';
  if (typeof policy === 'object') {
    const isLetThrough = policy.to === 'mailbox' ? sourceChanged : mailboxChanged;
    return isLetThrough || policy.forbidden === 'revert' ? toward(policy) : undefined;
  }
  if (mailboxChanged && sourceChanged) return policy === 'mailbox' ? 'toSource' : 'toMailbox';
  return mailboxChanged ? 'toSource' : 'toMailbox';
}

const toward = ({ to }: OneWay) => (to === 'mailbox' ? 'toMailbox' : 'toSource');

type Direction = ReturnType<typeof direction>;

/** The side on which a field is fixed; `both` where it is fixed on both sides. */
function fixedOn(field: EventField, mailbox: MergeSide, source: MergeSide): 'mailbox' | 'source' | 'both' | undefined {
  const [inMailbox, inSource] = [mailbox.fixed?.has(field), source.fixed?.has(field)];
  if (inMailbox) return inSource ? 'both' : 'mailbox';
  return inSource ? 'source' : undefined;
}

/** The direction of a fixed field: away from the side on which it is fixed, or none. */
function directionFrom(fixed: 'mailbox' | 'source' | 'both', changed: boolean, policy: MergePolicy): Direction {
  const to = fixed === 'source' ? 'toMailbox' : fixed === 'mailbox' ? 'toSource' : undefined;
  if (!changed || (typeof policy === 'object' && to !== toward(policy))) return undefined;
  return to === 'toSource' && policy === 'copy' ? undefined : to;
}

const leaves = (policy: MergePolicy): policy is OneWay => typeof policy === 'object' && policy.forbidden === 'leave';

/** Returns which fields of a pair are written to which side, which values lose, and which become the base. */
export function mergeFields(mailbox: MergeSide, source: MergeSide, policy: MergePolicy): FieldMerge {
  const toMailbox: EventField[] = [];
  const toSource: EventField[] = [];
  const losing: Losing[] = [];
  const left: { side: 'mailbox' | 'source'; field: EventField }[] = [];
  const settledMailbox: { [F in EventField]?: string } = {};
  const settledSource: { [F in EventField]?: string } = {};
  for (const field of new Set([...mailbox.fields, ...source.fields])) {
    const ours = mailbox.now[field];
    const theirs = source.now[field];
    const shared = mailbox.fields.has(field) && source.fields.has(field);
    if (!shared || ours === theirs) {
      if (mailbox.fields.has(field) && ours !== undefined) settledMailbox[field] = ours;
      if (source.fields.has(field) && theirs !== undefined) settledSource[field] = theirs;
      continue;
    }
    const mailboxChanged = ours !== mailbox.base[field];
    const sourceChanged = theirs !== source.base[field];
    const fixedSide = fixedOn(field, mailbox, source);
    const to = fixedSide
      ? directionFrom(fixedSide, mailboxChanged || sourceChanged, policy)
      : direction(mailboxChanged, sourceChanged, policy);
    const reverted = fixedSide !== undefined || typeof policy === 'object';
    // An edit that was left has become the base, so it no longer counts as changed. The bases differ since then.
    const wasLeft = leaves(policy) && mailbox.base[field] !== source.base[field];
    if (to === 'toMailbox') {
      toMailbox.push(field);
      if (mailboxChanged || wasLeft) losing.push({ side: 'mailbox', field, reverted });
    }
    if (to === 'toSource') {
      toSource.push(field);
      if (sourceChanged || wasLeft) losing.push({ side: 'source', field, reverted });
    }
    if (to === undefined && leaves(policy) && (policy.to === 'mailbox' ? mailboxChanged : sourceChanged)) {
      left.push({ side: policy.to, field });
      if (policy.to === 'mailbox') settledMailbox[field] = ours ?? '';
      else settledSource[field] = theirs ?? '';
    }
  }
  return { toMailbox, toSource, losing, left, settled: { mailbox: settledMailbox, source: settledSource } };
}
