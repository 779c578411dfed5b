// Entries without a tag are recognised as ours: by owner, natural key and the time of their creation, each announced
// creation at most once. Pure.

import { naturalKey } from '../../calendar/canonical/fingerprint.ts';
import type { Instant } from '../../calendar/event.ts';
import type { Printer } from '../ports/link.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Announcement } from '../ports/tagLedger.ts';

/** Milliseconds by which the application's clock may differ from ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;
/** Milliseconds after which a request that was announced has been applied or never will be. As pair/facts/late.ts, and the lease. */
const APPLIED_MS = 12 * 60_000;

/** No entry that was created before this instant can come from a creation that was announced at `at`. */
export const earliest = (at: Instant): Instant => at - CLOCKS_DIFFER_MS;

export interface Recognised<A extends Announcement> {
  readonly item: SourceItem;
  readonly announcement: A;
}

/** The keys with which announcements may have been printed, newest first. */
export type Printers = readonly Printer[];

/**
 * Answers which entry each creation made. Two creations of the same text take one entry each. Of several creations that
 * may have made an entry, the newest is taken: the older ones were given up before it was sent. An entry that a person
 * has edited already is recognised where the application names our account, and only one creation may have made it.
 */
export function recognise<A extends Announcement>(
  items: readonly SourceItem[],
  announcements: readonly A[],
  printers: Printers,
): Recognised<A>[] {
  const free = new Set([...announcements].sort((a, b) => b.at - a.at));
  const recognised: Recognised<A>[] = [];
  const take = (item: SourceItem, announcement: A | undefined): boolean => {
    if (!announcement) return false;
    free.delete(announcement);
    recognised.push({ item, announcement });
    return true;
  };
  const unlike = [...items]
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    .filter((item) => {
      const alike = [...free].filter((each) => isOfTime(each, item) && readsAsSent(each, item, printers));
      // The entry of another user may look the same. A person may also have handed ours over already.
      return !take(item, alike.find((each) => isOwnedBy(each, [item.owner], printers)) ?? alike[0]);
    });
  for (const item of unlike.filter(({ createdByUs }) => createdByUs)) {
    const some = [...free].filter((each) => isOfTime(each, item) && isOwnedBy(each, peopleOf(item), printers));
    if (some.length === 1) take(item, some[0]);
  }
  return recognised;
}

function isOfTime({ at }: Announcement, { createdAt }: SourceItem): boolean {
  if (createdAt === undefined) return false;
  return createdAt >= earliest(at) && createdAt <= at + APPLIED_MS + CLOCKS_DIFFER_MS;
}

function readsAsSent(announcement: Announcement, item: SourceItem, printers: Printers): boolean {
  const { content } = item;
  const printer = printers.find((each) => each.key === announcement.key);
  if (content.kind !== 'event' || !printer) return false;
  const isSame = announcement.naturalKey === naturalKey(printer.print, content.event);
  return isSame && isOwnedBy(announcement, peopleOf(item), printers);
}

const peopleOf = ({ owner, participants }: SourceItem): readonly string[] => [owner, ...participants];

const isOwnedBy = ({ owner, key }: Announcement, people: readonly string[], printers: Printers): boolean =>
  printers.some((printer) => printer.key === key && people.some((each) => ownerPrint(printer, each) === owner));

/** A keyed fingerprint of an address. */
export const ownerPrint = ({ print }: Printer, owner: string): string => print({ location: owner }).location ?? '';
