// The decision tables of docs/sync.md: what becomes of a pair by the states of its sides. The compiler asks for every
// case. Pure.

export type SideState = 'absent' | 'same' | 'changed' | 'gone';

export type Decision =
  | 'nothing'
  | 'merge'
  | 'createEvent'
  | 'createEntry'
  | 'recreateEvent'
  | 'recreateEntry'
  | 'deleteEvent'
  | 'deleteEntry'
  | 'tombstone';

/** By the mailbox's state, then the source's. An edit beats a delete. */
export const DECISIONS: Record<SideState, Record<SideState, Decision>> = {
  absent: { absent: 'nothing', same: 'createEvent', changed: 'createEvent', gone: 'tombstone' },
  same: { absent: 'createEntry', same: 'merge', changed: 'merge', gone: 'deleteEvent' },
  changed: { absent: 'createEntry', same: 'merge', changed: 'merge', gone: 'recreateEntry' },
  gone: { absent: 'tombstone', same: 'deleteEntry', changed: 'recreateEvent', gone: 'tombstone' },
};

/**
 * The same table for a participant's copy, which follows the entry: the participant's edits never bring an entry back,
 * and a delete is respected and remembered.
 */
export type CopyDecision =
  | Exclude<Decision, 'createEntry' | 'recreateEntry' | 'recreateEvent' | 'deleteEntry'>
  | 'left';

export const COPY_DECISIONS: Record<SideState, Record<SideState, CopyDecision>> = {
  absent: { absent: 'nothing', same: 'createEvent', changed: 'createEvent', gone: 'tombstone' },
  same: { absent: 'nothing', same: 'merge', changed: 'merge', gone: 'deleteEvent' },
  changed: { absent: 'nothing', same: 'merge', changed: 'merge', gone: 'deleteEvent' },
  gone: { absent: 'tombstone', same: 'left', changed: 'left', gone: 'tombstone' },
};

/**
 * The tables for a direction: only one side's changes go across. `forbiddenDelete`: the item is written again, or stays
 * gone, as the link is set.
 */
export type OneWayDecision = Exclude<Decision, 'recreateEntry' | 'recreateEvent'> | 'leftOut' | 'forbiddenDelete';

export const TO_EXCHANGE_DECISIONS: Record<SideState, Record<SideState, OneWayDecision>> = {
  absent: { absent: 'nothing', same: 'createEvent', changed: 'createEvent', gone: 'tombstone' },
  same: { absent: 'leftOut', same: 'merge', changed: 'merge', gone: 'deleteEvent' },
  changed: { absent: 'leftOut', same: 'merge', changed: 'merge', gone: 'deleteEvent' },
  gone: { absent: 'tombstone', same: 'forbiddenDelete', changed: 'forbiddenDelete', gone: 'tombstone' },
};

export const TO_SOURCE_DECISIONS: Record<SideState, Record<SideState, OneWayDecision>> = {
  absent: { absent: 'nothing', same: 'leftOut', changed: 'leftOut', gone: 'tombstone' },
  same: { absent: 'createEntry', same: 'merge', changed: 'merge', gone: 'forbiddenDelete' },
  changed: { absent: 'createEntry', same: 'merge', changed: 'merge', gone: 'forbiddenDelete' },
  gone: { absent: 'tombstone', same: 'deleteEntry', changed: 'deleteEntry', gone: 'tombstone' },
};
