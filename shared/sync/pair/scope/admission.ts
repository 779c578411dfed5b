// Decides whether an item that stands on one side only takes part, and makes its half pair. Pure.

import { naturalKey } from '../../../calendar/canonical/fingerprint.ts';
import type { CalendarEvent, Instant } from '../../../calendar/event.ts';
import { lastEnd } from '../../../calendar/recurrence/occurrences.ts';
import type { Item, LeftOutReason, Side } from '../../ports/remote.ts';
import type { PairRow } from '../../ports/rows.ts';
import type { LeftOut } from '../../ports/standing.ts';
import { type Print, printsOf } from '../row/prints.ts';
import { withLeftOut } from '../row/standing.ts';
import type { Settings } from '../settings.ts';

/** The conditions for an item that stands on one side only. */
export interface Admission {
  /** Events that ended before take no part. */
  readonly endsAfter: Instant;
  /** The reason why the other side cannot hold an event. */
  readonly unheld: (event: CalendarEvent) => LeftOutReason | undefined;
  /** The reason why the link's rules leave the item out. */
  readonly rule?: LeftOut | undefined;
}

/**
 * The reason why this item takes no part while it stands on one side only; undefined where it takes part. A series ends with its
 * last occurrence.
 */
export function leftOutOf(item: Item, { endsAfter, unheld, rule }: Admission): LeftOut | undefined {
  if (item.content.kind === 'leftOut') return { reason: item.content.reason };
  if (rule) return rule;
  const { event } = item.content;
  const reason = lastEnd(event.when, 'UTC') <= endsAfter ? 'ended-before-start-of-sync' : unheld(event);
  return reason && { reason };
}

/** An item that stands on one side only, and the pair that it begins. */
export interface FirstSight {
  readonly pair: string;
  readonly side: Side;
  readonly item: Item;
  readonly print: Print;
}

/** A pair that has been seen on one side only so far. */
export function halfPair({ pair, side, item, print }: FirstSight, admission: Admission): PairRow {
  const base = printsOf(print, item);
  const row: PairRow = {
    pair,
    [side]: {
      id: item.id,
      ...(item.uid === undefined ? {} : { uid: item.uid }),
      ...(item.remarks ? { remarks: item.remarks } : {}),
      base,
    },
    intents: {},
    abandoned: [],
    unlanded: {},
    orphans: [],
    ...(item.content.kind === 'event'
      ? { firstSeen: { naturalKey: naturalKey(print, item.content.event), prints: base, version: item.version } }
      : {}),
  };
  return withLeftOut(row, leftOutOf(item, admission));
}

/** The conditions for an item to be created on this side, too. */
export const admissionTo = (settings: Settings, side: Side): Admission => ({
  endsAfter: settings.endsAfter,
  unheld: (event) => settings[side].unheld(event),
});
