// The properties of our own by which an item is recognised (exchange/tag.ts), as Graph names them (learn.microsoft.com:
// "Outlook extended properties overview"). Graph shows them where they are asked for by id, and never deletes one.
import type { Tag } from '../../../sync/ports/remote.ts';
import { PROPERTY_SET_ID, type TagProperty, tagIn } from '../../tag.ts';
import { literal } from '../http/odata.ts';

export interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

/** The letter case of the name counts. */
export const propertyId = (name: TagProperty): string => `String {${PROPERTY_SET_ID}} Name ${name}`;

export const property = (name: TagProperty, value: string): ExtendedProperty => ({ id: propertyId(name), value });

const NAMES: readonly TagProperty[] = ['Created', 'Of', 'Written', 'Begun', 'Zone'];

/** For `$expand`. */
export const EXPANDED = `singleValueExtendedProperties($filter=${NAMES.map((name) => `id eq ${literal(propertyId(name))}`).join(' or ')})`;

/** For `$filter`. Graph does not mind the letter case of the value: whoever reads compares. */
export const hasProperty = ({ id, value }: ExtendedProperty): string =>
  `singleValueExtendedProperties/Any(ep: ep/id eq ${literal(id)} and ep/value eq ${literal(value)})`;

/** For `$filter`: whatever its value is. */
export const hasAny = (name: TagProperty): string =>
  `singleValueExtendedProperties/Any(ep: ep/id eq ${literal(propertyId(name))} and ep/value ne null)`;

export interface Marks {
  readonly tag?: Tag;
  readonly rev?: string;
  readonly begun?: string;
}

/** Our marks on the item. A write that has come to its end leaves `Begun` empty. */
export function marksOf(properties: readonly ExtendedProperty[]): Marks {
  const held = (name: TagProperty): string | undefined => properties.find(({ id }) => isOurs(id, name))?.value;
  const tag = tagIn(held('Created'), held('Of'));
  const [rev, begun] = [held('Written'), held('Begun')];
  return { ...(tag ? { tag } : {}), ...(rev ? { rev } : {}), ...(begun ? { begun } : {}) };
}

/** The zone of a series that we wrote (seriesWhen.ts). */
export const zoneMark = (properties: readonly ExtendedProperty[]): string | undefined =>
  properties.find(({ id }) => isOurs(id, 'Zone'))?.value;

/** Servers answer GUIDs in the case they like. */
function isOurs(id: string, name: TagProperty): boolean {
  const [, set, itsName] = /^String \{([^}]+)\} Name (.+)$/i.exec(id) ?? [];
  return set?.toLowerCase() === PROPERTY_SET_ID && itsName === name;
}
