// The three-way merge of one pair, field by field, against a base per side: what that side last stored.
// Both sides may normalise what they store, so a field is judged by its own side's base, never by the other's.
import type { EventField } from './event.ts';
import type { Prints } from './fingerprint.ts';

/** Whose value stands when both sides changed a field; `copy`: the mailbox only ever follows the source. */
export type MergePolicy = 'mailbox' | 'source' | 'copy' | OneWay;

/** Only this side is written. What a person changes in it is overwritten, or left as it is. */
export interface OneWay {
  readonly to: 'mailbox' | 'source';
  readonly forbidden: 'revert' | 'leave';
}

export interface MergeSide {
  /** Prints of the item as read now. */
  readonly now: Prints;
  /** Prints of what this side last stored. A field without print counts as changed. */
  readonly base: Prints;
  /** The fields this side can hold. */
  readonly fields: ReadonlySet<EventField>;
  /** The fields that only somebody else may change there: an attendee's copy follows the organiser's. */
  readonly fixed?: ReadonlySet<EventField> | undefined;
}

export interface FieldMerge {
  readonly toMailbox: readonly EventField[];
  readonly toSource: readonly EventField[];
  /** Fields whose value as read becomes the base at once: both agree, or the other side cannot hold them. */
  readonly settled: { readonly mailbox: Prints; readonly source: Prints };
  /** Values that are overwritten though a person changed them. */
  readonly losing: readonly Losing[];
  /** Values that stay though the policy does not let them through: their base is the value as read from now on. */
  readonly left: readonly { readonly side: 'mailbox' | 'source'; readonly field: EventField }[];
}

interface Losing {
  readonly side: 'mailbox' | 'source';
  readonly field: EventField;
  /** It loses whatever the other side did, since the field is fixed there. */
  readonly reverted: boolean;
}

/** Where one differing field goes; `undefined` leaves both as they are. */
function direction(
  mailboxChanged: boolean,
  sourceChanged: boolean,
  policy: MergePolicy,
): 'toMailbox' | 'toSource' | undefined {
  // Neither side changed, and still they differ: a normalisation of one side that we do not know.
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

/** The side on which nobody here may change a field; `both` where neither may be written. */
function fixedOn(field: EventField, mailbox: MergeSide, source: MergeSide): 'mailbox' | 'source' | 'both' | undefined {
  const [inMailbox, inSource] = [mailbox.fixed?.has(field), source.fixed?.has(field)];
  if (inMailbox) return inSource ? 'both' : 'mailbox';
  return inSource ? 'source' : undefined;
}

/** Where a field goes that is fixed: away from the side that may not be written, or nowhere. */
function directionFrom(fixed: 'mailbox' | 'source' | 'both', changed: boolean, policy: MergePolicy): Direction {
  const to = fixed === 'source' ? 'toMailbox' : fixed === 'mailbox' ? 'toSource' : undefined;
  if (!changed || (typeof policy === 'object' && to !== toward(policy))) return undefined;
  return to === 'toSource' && policy === 'copy' ? undefined : to;
}

const leaves = (policy: MergePolicy): policy is OneWay => typeof policy === 'object' && policy.forbidden === 'leave';

/** Takes both sides of a pair as prints, and says which fields are written where and which values lose by it. */
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
    // An edit that was left as it is reads as stored: that the sides have differed since tells it.
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
