// Extended properties. The path is the identity: set and name, set and number, or tag, each with its type. Some of them
// are EWS properties under another name.
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { globalObjectId, globalObjectIdOn } from '../store/globalObjectId.ts';
import type { ExtendedProperty, Item } from '../store/item.ts';
import { attributes, escapeXml } from '../xml/write.ts';
import { child, type XmlElement } from '../xml/xml.ts';

const TYPE =
  /^(ApplicationTime|Binary|CLSID|Currency|Double|Float|Integer|Long|Short|SystemTime|String)(Array)?$|^Boolean$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A key that is equal for all paths to the same property (MS-OXWSXPROP PathToExtendedFieldType). Property sets and
 * names ignore letter case. Another type is another property.
 */
export function extendedKey(path: XmlElement): string {
  const { PropertySetId, DistinguishedPropertySetId, PropertyName, PropertyId, PropertyTag, PropertyType } =
    path.attributes;
  if (PropertyType === undefined || !TYPE.test(PropertyType))
    throw schemaViolation(`PropertyType '${PropertyType ?? ''}' is invalid.`);
  if (PropertyTag !== undefined) {
    if (PropertySetId ?? DistinguishedPropertySetId ?? PropertyName ?? PropertyId) throw invalidPath();
    return `tag|${Number(PropertyTag)}|${PropertyType}`;
  }
  if (PropertySetId !== undefined && !GUID.test(PropertySetId))
    throw schemaViolation(`PropertySetId '${PropertySetId}' is invalid.`);
  const set = PropertySetId?.toLowerCase() ?? DistinguishedPropertySetId;
  if (set === undefined || (PropertySetId && DistinguishedPropertySetId)) throw invalidPath();
  if ((PropertyName === undefined) === (PropertyId === undefined)) throw invalidPath();
  return `${WELL_KNOWN_SETS[set] ?? set}|${PropertyName === undefined ? Number(PropertyId) : `"${PropertyName}"`}|${PropertyType}`;
}

const invalidPath = () =>
  new ResponseError('ErrorInvalidExtendedProperty', 'The extended property attribute combination is invalid.');

/** A set's short name by its GUID (MS-OXPROPS section 1.3.2), so that both ways to name it meet. */
const WELL_KNOWN_SETS: Readonly<Record<string, string>> = {
  '6ed8da90-450b-101b-98da-00aa003f1305': 'Meeting',
  '00062002-0000-0000-c000-000000000046': 'Appointment',
  '00062008-0000-0000-c000-000000000046': 'Common',
  '00020329-0000-0000-c000-000000000046': 'PublicStrings',
};

/** PidLidGlobalObjectId, PidLidCleanGlobalObjectId, PidTagSubject, PidTagCreationTime, PidTagLastModificationTime. */
const COMPUTED: Readonly<Record<string, (item: Item) => string | undefined>> = {
  'Meeting|3|Binary': ({ uid, occurrence }) =>
    (occurrence ? globalObjectIdOn(uid, occurrence.originalDate) : globalObjectId(uid)).toString('base64'),
  'Meeting|35|Binary': (item) => globalObjectId(item.uid).toString('base64'),
  'tag|55|String': (item) => item.subject,
  'tag|12295|SystemTime': (item) => new Date(item.createdAt).toISOString(),
  'tag|12296|SystemTime': (item) => new Date(item.modifiedAt).toISOString(),
};

/** The property's values; undefined when the item lacks it. */
export function extendedValues(item: Item, key: string): readonly string[] | undefined {
  const computed = COMPUTED[key];
  if (!computed) return item.extended[key]?.values;
  const value = computed(item);
  return value === undefined ? undefined : [value];
}

/** Reads an ExtendedProperty element into its key and value. */
export function readExtended(element: XmlElement): { readonly key: string; readonly property: ExtendedProperty } {
  const path = child(element, 'ExtendedFieldURI');
  if (!path) throw schemaViolation("The element 'ExtendedProperty' lacks 'ExtendedFieldURI'.");
  const key = extendedKey(path);
  if (COMPUTED[key]) throw new ResponseError('ErrorInvalidPropertySet', 'Set action is invalid for property.');
  const values = child(element, 'Values')?.children.map((value) => value.text) ?? [child(element, 'Value')?.text];
  const given = values.filter((value) => value !== undefined);
  const type = path.attributes.PropertyType ?? '';
  if (given.length !== values.length || type.endsWith('Array') !== (child(element, 'Values') !== undefined)) {
    throw new ResponseError('ErrorInvalidExtendedPropertyValue', 'The extended property value does not fit its type.');
  }
  if (!given.every((value) => (VALUE_OF_TYPE[type.replace(/Array$/, '')] ?? /(?:)/).test(value))) {
    throw new ResponseError('ErrorInvalidExtendedPropertyValue', 'The extended property value does not fit its type.');
  }
  return { key, property: { path: path.attributes, values: given } };
}

const VALUE_OF_TYPE: Readonly<Record<string, RegExp>> = {
  Integer: /^-?\d{1,10}$/,
  Short: /^-?\d{1,5}$/,
  Long: /^-?\d{1,19}$/,
  Boolean: /^(true|false|0|1)$/,
  Binary: /^[A-Za-z0-9+/\s]*={0,2}\s*$/,
  CLSID: GUID,
};

/** The element for the requested property; empty where the item lacks it. */
export function writeExtended(item: Item, key: string, asked: Readonly<Record<string, string>>): string {
  const values = extendedValues(item, key);
  if (!values) return '';
  const each = values.map((value) => `<t:Value>${escapeXml(value)}</t:Value>`).join('');
  const written = asked.PropertyType?.endsWith('Array') ? `<t:Values>${each}</t:Values>` : each;
  return `<t:ExtendedProperty><t:ExtendedFieldURI${attributes(asked)}/>${written}</t:ExtendedProperty>`;
}
