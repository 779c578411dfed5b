// The properties of our own by which an item is recognised (exchange/tag.ts), as EWS has them.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { Tag } from '../../../sync/ports/remote.ts';
import { PROPERTY_SET_ID, type TagProperty, tagIn } from '../../tag.ts';
import type { Ews } from '../library/captureRequest.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

export const tagProperty = (ews: Ews, name: TagProperty): ExtendedPropertyDefinition =>
  new ews.ExtendedPropertyDefinition(new ews.Guid(PROPERTY_SET_ID), name, ews.MapiPropertyType.String);

/** The marks that a read item of ours carries. */
export interface Marks {
  readonly tag?: Tag;
  readonly rev?: string;
  /** The rev or nonce of a write that has not come to its end. */
  readonly begun?: string;
}

/** The marks of a read item: none when it is not one of ours. */
export function marksOf(item: XmlElement): Marks {
  const { Created, Of, Written, Begun } = ownProperties(item);
  const tag = tagIn(Created, Of);
  return {
    ...(tag ? { tag } : {}),
    ...(Written === undefined ? {} : { rev: Written }),
    // Graph can only empty a property, not delete it.
    ...(Begun ? { begun: Begun } : {}),
  };
}

function ownProperties(item: XmlElement): Partial<Record<TagProperty, string>> {
  const own: Partial<Record<TagProperty, string>> = {};
  for (const property of item.children) {
    if (property.name !== 'ExtendedProperty') continue;
    const { PropertyName, PropertySetId } = child(property, 'ExtendedFieldURI')?.attributes ?? {};
    const name = TAG_PROPERTIES.find((each) => each === PropertyName);
    const value = childText(property, 'Value');
    if (name !== undefined && value !== undefined && isOurs(PropertySetId)) own[name] = value;
  }
  return own;
}

const TAG_PROPERTIES: readonly TagProperty[] = ['Created', 'Of', 'Written', 'Begun', 'Zone'];

/** The zone of a series that we wrote (seriesWhen.ts). */
export const zoneMark = (item: XmlElement): string | undefined => ownProperties(item).Zone;

/** Servers answer GUIDs in the case they like. */
const isOurs = (propertySetId: string | undefined): boolean =>
  propertySetId === PROPERTY_SET_ID || propertySetId?.toLowerCase() === PROPERTY_SET_ID;
