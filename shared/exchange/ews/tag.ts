// How an item of ours is recognised: named properties in a property set of our own. Outlook shows none of them and
// copies all when a user copies the item.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { Tag } from '../../sync/remote.ts';
import { child, childText, type XmlElement } from './reader.ts';
import type { Ews } from './request.ts';

/** Never to change: items in customers' mailboxes carry it. */
export const PROPERTY_SET_ID = 'e87c7bc8-cef9-46db-939b-e0826e47a1f4';

/**
 * `Created`: `<pair>.<nonce>`, written once at creation. `Written`: the rev of our last update. `Begun`: what `Written`
 * will be when a write that takes several requests has come to its end; it stands there until then.
 */
export type TagProperty = 'Created' | 'Written' | 'Begun';

export const tagProperty = (ews: Ews, name: TagProperty): ExtendedPropertyDefinition =>
  new ews.ExtendedPropertyDefinition(new ews.Guid(PROPERTY_SET_ID), name, ews.MapiPropertyType.String);

/** The ids are base64url, so that the dot separates. */
export const tagValue = (tag: Tag): string => `${tag.pair}.${tag.nonce}`;

/** The tag that a read item carries; undefined also when it is not one of ours. */
export function tagOf(item: XmlElement): Tag | undefined {
  const [, pair, nonce] = /^([\w-]+)\.([\w-]+)$/.exec(propertyOf(item, 'Created') ?? '') ?? [];
  return pair === undefined || nonce === undefined ? undefined : { pair, nonce };
}

/** The rev that a read item carries. */
export const revOf = (item: XmlElement): string | undefined => propertyOf(item, 'Written');

/** The rev or nonce of a write that has not come to its end. Graph can only empty a property, not delete it. */
export const begunOf = (item: XmlElement): string | undefined => propertyOf(item, 'Begun') || undefined;

function propertyOf(item: XmlElement, name: TagProperty): string | undefined {
  for (const property of item.children) {
    if (property.name !== 'ExtendedProperty') continue;
    const { PropertyName, PropertySetId } = child(property, 'ExtendedFieldURI')?.attributes ?? {};
    if (PropertyName === name && isOurs(PropertySetId)) return childText(property, 'Value');
  }
  return undefined;
}

/** Servers answer GUIDs in the case they like. */
const isOurs = (propertySetId: string | undefined): boolean => propertySetId?.toLowerCase() === PROPERTY_SET_ID;
