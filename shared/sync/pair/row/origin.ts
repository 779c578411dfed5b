// The mark in a tag that says from which item ours was made. After rows were lost, it tells which event and which entry
// are the same thing. docs/sync.md section 8, "Lost rows".
import { digestOf } from '../../../calendar/digest.ts';
import type { PairSide } from '../../ports/rows.ts';

/**
 * A hash of the original's UID, which survives a move, or of its id where it has no UID. The hash has no key, so it
 * keeps its meaning when keys and rows are lost. Ids are no content.
 */
export const originOf = ({ id, uid }: Pick<PairSide, 'id' | 'uid'>): string => digestOf(uid ?? id);
