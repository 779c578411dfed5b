// The three-way merge of one pair, field by field, against a base per side: what that side last stored.
// Both sides may normalise what they store, so a field is judged by its own side's base, never by the other's.
import type { EventField } from './event.ts';
import type { Prints } from './fingerprint.ts';

/** Whose value stands when both sides changed a field; `copy`: the mailbox only ever follows the source. */
export type MergePolicy = 'mailbox' | 'source' | 'copy';

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
  if (mailboxChanged && sourceChanged) return policy === 'mailbox' ? 'toSource' : 'toMailbox';
  return mailboxChanged ? 'toSource' : 'toMailbox';
}

type Direction = ReturnType<typeof direction>;

/** The side on which nobody here may change a field; `both` where neither may be written. */
function fixedOn(field: EventField, mailbox: MergeSide, source: MergeSide): 'mailbox' | 'source' | 'both' | undefined {
  const [inMailbox, inSource] = [mailbox.fixed?.has(field), source.fixed?.has(field)];
  if (inMailbox) return inSource ? 'both' : 'mailbox';
  return inSource ? 'source' : undefined;
}

/** Where a field goes that is fixed: away from the side that may not be written, or nowhere. */
function directionFrom(fixed: 'mailbox' | 'source' | 'both', changed: boolean, policy: MergePolicy): Direction {
  if (fixed === 'source') return changed ? 'toMailbox' : undefined;
  return fixed === 'mailbox' && changed && policy !== 'copy' ? 'toSource' : undefined;
}

/** Takes both sides of a pair as prints, and says which fields are written where and which values lose by it. */
export function mergeFields(mailbox: MergeSide, source: MergeSide, policy: MergePolicy): FieldMerge {
  const toMailbox: EventField[] = [];
  const toSource: EventField[] = [];
  const losing: Losing[] = [];
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
    const reverted = fixedSide !== undefined;
    if (to === 'toMailbox') {
      toMailbox.push(field);
      if (mailboxChanged) losing.push({ side: 'mailbox', field, reverted });
    }
    if (to === 'toSource') {
      toSource.push(field);
      if (sourceChanged) losing.push({ side: 'source', field, reverted });
    }
  }
  return { toMailbox, toSource, losing, settled: { mailbox: settledMailbox, source: settledSource } };
}
