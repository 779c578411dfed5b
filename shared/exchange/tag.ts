// Named properties by which we recognise an item of ours. They have a property set of our own, and EWS and Graph show
// them alike. Outlook hides them, and copies them when a user copies the item.
import type { Tag } from '../sync/ports/remote.ts';

/** Must never change: items in customers' mailboxes carry it. */
export const PROPERTY_SET_ID = 'e87c7bc8-cef9-46db-939b-e0826e47a1f4';

/**
 * `Created` (`<pair>.<nonce>`) and `Of` (a hash of what the item was made from) are written once, at creation. `Written`
 * is the rev of our last update. `Begun` is the rev of a write that takes several requests, until its last one succeeds.
 * `Zone` is the zone in which we wrote the series (seriesWhen.ts).
 */
export type TagProperty = 'Created' | 'Of' | 'Written' | 'Begun' | 'Zone';

/** The ids are base64url, so that the dot separates. */
export const tagValue = (tag: Tag): string => `${tag.pair}.${tag.nonce}`;

/** The tag in the properties `Created` and `Of`; undefined where `Created` is absent or not in our form. */
export function tagIn(created: string | undefined, of: string | undefined): Tag | undefined {
  const [, pair, nonce] = /^([\w-]+)\.([\w-]+)$/.exec(created ?? '') ?? [];
  return pair === undefined || nonce === undefined ? undefined : { pair, nonce, ...(of ? { of } : {}) };
}
