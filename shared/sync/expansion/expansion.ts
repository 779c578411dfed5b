// The occurrences of an unholdable series that stand for themselves in this link. They would take part as single
// events, and lie as far ahead as people plan. Pure.

import type { Instant } from '../../calendar/event.ts';
import { lastEnd } from '../../calendar/recurrence/occurrences.ts';
import { startInstant } from '../../calendar/when.ts';
import { unheldSeries } from '../pair/scope/unheldSeries.ts';
import type { Settings } from '../pair/settings.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Expansion } from '../ports/standing.ts';
import { occurrenceItems } from './occurrenceItem.ts';

const DAY_MS = 86_400_000;
/** A year, and the day on which it ends, in milliseconds. */
const AHEAD_MS = 366 * DAY_MS;
/** One occurrence a day for that time, and for a month of the past. Where there are more, the earliest are left out. */
const OCCURRENCES_MAX = 400;
/** The end of the window moves on by this time, in milliseconds. */
const ROLLS_MS = 7 * DAY_MS;

export interface Expanded {
  readonly row: Expansion;
  readonly items: readonly SourceItem[];
}

/** Undefined where the link expands no series, or where the entry is no series that the mailbox cannot hold. */
export function expansionOf(settings: Settings, entry: SourceItem, at: Instant): Expanded | undefined {
  if (settings.rules.unheldSeries !== 'expand') return undefined;
  const series = unheldSeries(settings.mailbox, entry);
  if (!series) return undefined;
  const until = at + AHEAD_MS;
  const { print } = settings.printers.inUse;
  const all = occurrenceItems({ print }, { entry, series }, { from: settings.endsAfter, until });
  const items = all.slice(-OCCURRENCES_MAX);
  const [first] = items;
  const isCut = first?.content.kind === 'event' && items.length < all.length;
  const row: Expansion = {
    version: entry.version,
    at,
    ...(isCut ? { from: startInstant(first.content.event.when, 'UTC') } : {}),
    ...(lastEnd(series.when, 'UTC') > until ? { until } : {}),
  };
  return { row, items };
}

/** True when the window now has occurrences that were too far ahead before. */
export const hasRolled = (expanded: Expansion | undefined, now: number): boolean =>
  expanded?.until !== undefined && expanded.at + ROLLS_MS <= now;
