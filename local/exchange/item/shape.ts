// ItemShape: the properties of an item that an answer carries.
import type { Access } from '../accounts/accounts.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { atLeast, type EwsVersion } from '../soap/versions.ts';
import type { Item } from '../store/item.ts';
import { child, childText, type XmlElement } from '../xml/xml.ts';
import type { WindowsZone } from '../zones/zones.ts';
import { extendedKey, writeExtended } from './extended.ts';
import { type Asked, EXTENDED_AT, FIELDS, type Field, fieldsByUri, NEVER_HELD } from './fields.ts';

/** Writes an item as a CalendarItem element in the requested shape. */
export type ItemWriter = (item: Item) => string;

export interface ShapeContext {
  readonly version: EwsVersion;
  readonly zone: WindowsZone | undefined;
  /** The address of the mailbox that holds the item. */
  readonly ownerOf: (item: Item) => string;
  /** The caller's access to the item. */
  readonly rightsIn: (item: Item) => Access;
}

const SHAPES = ['IdOnly', 'Default', 'AllProperties'] as const;
const CHILDREN = [
  'BaseShape',
  'IncludeMimeContent',
  'BodyType',
  'UniqueBodyType',
  'NormalizedBodyType',
  'FilterHtmlContent',
  'ConvertHtmlCodePageToUTF8',
  'InlineImageUrlTemplate',
  'BlockExternalImages',
  'AddBlankTargetToLinks',
  'MaximumBodySize',
  'AdditionalProperties',
];

/**
 * A writer for `shape` (ItemResponseShapeType). `wholeItem` is false where the operation cannot return bodies and
 * properties computed from a series (FindItem and SyncFolderItems).
 */
export function itemWriter(shape: XmlElement | undefined, context: ShapeContext, wholeItem: boolean): ItemWriter {
  if (!shape) throw schemaViolation("The element 'ItemShape' is missing.");
  expectSequence(shape, CHILDREN);
  const base = readChoice('BaseShape', childText(shape, 'BaseShape'), SHAPES);
  const bodyType = readChoice('BodyType', childText(shape, 'BodyType') ?? 'Best', ['Best', 'HTML', 'Text']);
  const { zone, version, ownerOf, rightsIn } = context;
  const paths = child(shape, 'AdditionalProperties')?.children ?? [];
  const chosen = new Set(
    FIELDS.filter((field) => field.shape !== 'asked' && SHAPES.indexOf(field.shape) <= SHAPES.indexOf(base)),
  );
  for (const path of paths) {
    if (path.name !== 'FieldURI') continue;
    const field = fieldOf(path, context.version);
    if (field) chosen.add(field);
  }
  const extended = paths
    .filter((path) => path.name === 'ExtendedFieldURI')
    .map((path) => ({ key: extendedKey(path), path: path.attributes }));
  const shown = FIELDS.filter(
    (field) => chosen.has(field) && atLeast(context.version, field.since) && (wholeItem || !field.wholeItemOnly),
  );
  const before = shown.filter((field) => FIELDS.indexOf(field) < EXTENDED_AT);
  const after = shown.filter((field) => FIELDS.indexOf(field) >= EXTENDED_AT);
  return (item) => {
    const asked: Asked = { zone, bodyType, version, owner: () => ownerOf(item), rights: () => rightsIn(item) };
    let written = '<t:CalendarItem>';
    for (const field of before) written += field.show(item, asked);
    for (const { key, path } of extended) written += writeExtended(item, key, path);
    for (const field of after) written += field.show(item, asked);
    return `${written}</t:CalendarItem>`;
  };
}

/** The field that a FieldURI names; undefined for one that calendar items here never have. */
function fieldOf(path: XmlElement, version: EwsVersion): Field | undefined {
  const uri = path.attributes.FieldURI ?? '';
  const field = fieldsByUri.get(uri);
  if (field) {
    if (atLeast(version, field.since)) return field;
    throw new ResponseError(
      'ErrorInvalidPropertyRequest',
      'The property can not be used with this request version.',
      uri,
    );
  }
  if (NEVER_HELD.has(uri) || OTHER_FAMILIES.test(uri)) return undefined;
  throw schemaViolation(`The 'FieldURI' attribute is invalid - The value '${uri}' is invalid.`);
}

/** FieldURIs of other item types. The schema has them, but a calendar item has no value for them. */
const OTHER_FAMILIES =
  /^(message|sharingMessage|meeting|meetingRequest|task|contacts|distributionlist|postitem|conversation|persona|folder):[A-Z]/;
