// Extended properties under Graph's ids (learn.microsoft.com: Extended properties overview). They are EWS'
// ExtendedProperty seen through the other API: `String {GUID} Name X`, `Integer 0x0023`, `Binary {GUID} Id 0x3`.
import { extendedKey, extendedValues, readExtended } from '../../item/extended.ts';
import type { ExtendedProperty, Item } from '../../store/item.ts';
import { TYPES, type XmlElement } from '../../xml/xml.ts';
import { GraphError, invalidRequest } from '../request/errors.ts';

const NAMED = /^(\w+) \{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\} (?:Name (.+)|Id (0x[0-9a-f]+))$/is;
const TAGGED = /^(\w+) (0x[0-9a-f]+)$/i;

const element = (
  name: string,
  attributes: Record<string, string>,
  { children = [], text = '' }: { readonly children?: XmlElement[]; readonly text?: string } = {},
): XmlElement => ({
  uri: TYPES,
  name,
  attributes,
  children,
  text,
});

/** The EWS path of the property with this Graph id. Throws GraphError. */
export function propertyPath(id: string): XmlElement {
  const [, type, set = '', name, number = '0'] = NAMED.exec(id) ?? [];
  if (type !== undefined) {
    const property = name === undefined ? { PropertyId: String(Number(number)) } : { PropertyName: name };
    return element('ExtendedFieldURI', { PropertySetId: set, ...property, PropertyType: typeNamed(type) });
  }
  const [, tagType, tag] = TAGGED.exec(id) ?? [];
  if (tagType === undefined || tag === undefined) throw invalidRequest(`The extended property id '${id}' is invalid.`);
  return element('ExtendedFieldURI', { PropertyTag: tag, PropertyType: typeNamed(tagType) });
}

/** Graph ignores letter case in the names of types. */
function typeNamed(type: string): string {
  const found = TYPE_NAMES.find((name) => name.toLowerCase() === type.toLowerCase());
  if (found === undefined) throw invalidRequest(`The type '${type}' of an extended property is unknown.`);
  return found;
}

const TYPE_NAMES =
  'ApplicationTime Binary Boolean CLSID Currency Double Float Integer Long Short String SystemTime'.split(' ');

/**
 * Reads one entry of `singleValueExtendedProperties` in a request. Throws GraphError, also for a value of null: Graph
 * cannot remove a property (msgraph-sdk-dotnet issue 719).
 */
export function readProperty(entry: unknown): { readonly key: string; readonly property: ExtendedProperty } {
  const { id, value } =
    typeof entry === 'object' && entry !== null ? { id: undefined, value: undefined, ...entry } : {};
  if (typeof id !== 'string' || typeof value !== 'string')
    throw new GraphError(400, {
      code: 'ErrorInvalidExtendedPropertyValue',
      message: 'An extended property needs an id and a value.',
    });
  return readExtended(
    element(
      'ExtendedProperty',
      {},
      { children: [propertyPath(id), element('Value', {}, { children: [], text: value })] },
    ),
  );
}

/** The ids that a `$filter` inside `$expand` names: `id eq 'A' or id eq 'B'`. Throws GraphError. */
export function expandedIds(filter: string | undefined): string[] {
  const ids = [...(filter ?? '').matchAll(/(?:^|[\s(])id\s+eq\s+'((?:[^']|'')*)'/gi)];
  if (ids.length === 0) {
    const text = 'The $expand of singleValueExtendedProperties needs a $filter by id.';
    throw new GraphError(400, { code: 'ErrorInvalidUrlQueryFilter', message: text });
  }
  return ids.map(([, id = '']) => id.replaceAll("''", "'"));
}

/** The requested properties that the item has; undefined where it has none, since Graph omits an empty list. */
export function showProperties(
  item: Item,
  ids: readonly string[],
): readonly { id: string; value: string }[] | undefined {
  const found = ids.flatMap((id) => {
    const value = extendedValues(item, extendedKey(propertyPath(id)))?.[0];
    return value === undefined ? [] : [{ id, value }];
  });
  return found.length > 0 ? found : undefined;
}
