// How an item of ours is recognised: named properties in a property set of our own, which EWS and Graph show alike.
// Outlook shows none of them and copies all when a user copies the item.
import type { Tag } from '../sync/ports/remote.ts';

/** Never to change: items in customers' mailboxes carry it. */
export const PROPERTY_SET_ID = 'e87c7bc8-cef9-46db-939b-e0826e47a1f4';

/**
 * `Created`: `<pair>.<nonce>`, and `Of`: what it was made from, written once at creation. `Written`: the rev of our last update. `Begun`: what `Written`
 * will be when a write that takes several requests has come to its end; it stands there until then. `Zone`: in which zone we wrote the series (seriesWhen.ts).
 */
export type TagProperty = 'Created' | 'Of' | 'Written' | 'Begun' | 'Zone';

/** The ids are base64url, so that the dot separates. */
export const tagValue = (tag: Tag): string => `${tag.pair}.${tag.nonce}`;

/** The tag that `Created` and `Of` hold; undefined also when it is not one of ours. */
export function tagIn(created: string | undefined, of: string | undefined): Tag | undefined {
  const [, pair, nonce] = /^([\w-]+)\.([\w-]+)$/.exec(created ?? '') ?? [];
  return pair === undefined || nonce === undefined ? undefined : { pair, nonce, ...(of ? { of } : {}) };
}
