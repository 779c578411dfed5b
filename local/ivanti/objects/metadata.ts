// CSDL for one set at a time. A set that does not exist gets a made-up, empty type rather than an error.
import { attributes } from '../../exchange/xml/write.ts';
import { type BusinessObject, type BusinessObjects, type Field, type Relationship, setOf } from './businessObjects.ts';

const TYPES: Readonly<Record<Field['type'], string>> = {
  text: 'Edm.String',
  rich: 'Edm.String',
  date: 'Edm.DateTimeOffset',
  flag: 'Edm.Boolean',
  number: 'Edm.Decimal',
};

const lower = (name: string): string => name.toLowerCase();

/**
 * The document of the set `set`, in lower case, without the hidden fields.
 * Only its own entity has relationships. Required rules are not in it.
 */
export function metadataOf(objects: BusinessObjects, set: string, hidden: readonly string[]): string {
  const root = Object.values(objects).find(({ name }) => setOf(name) === set);
  if (!root) return document(`<EntityType${attributes({ Name: set.slice(0, -1) })} />`, [set]);
  const targets = root.relationships.map(({ target }) => objects[target]);
  const types = [entity(root, root.relationships, hidden), ...targets.map((target) => entity(target, [], hidden))];
  return document(types.join(''), [set, ...targets.map(({ name }) => setOf(name))]);
}

function entity({ name, fields }: BusinessObject, relationships: readonly Relationship[], hidden: readonly string[]) {
  const shown = [...fields.values()].filter((field) => !hidden.includes(field.name));
  const key = '<Key><PropertyRef Name="RecId" /></Key>';
  const parts = [...shown.map(property), ...relationships.map(navigation)];
  return `<EntityType${attributes({ Name: lower(name) })}>${key}${parts.join('')}</EntityType>`;
}

function property({ name, type, max }: Field): string {
  const isId = name === 'RecId';
  const isNarrow = isId || name.endsWith('_Valid') || name.endsWith('_RecID');
  const more = { Nullable: isId ? false : undefined, MaxLength: max, Unicode: isNarrow ? false : undefined };
  return `<Property${attributes({ Name: name, Type: TYPES[type], ...more })} />`;
}

function navigation({ name, target, isMany }: Relationship): string {
  const type = `MetaData.${lower(target)}`;
  return `<NavigationProperty${attributes({ Name: name, Type: isMany ? `Collection(${type})` : type })} />`;
}

function document(types: string, sets: readonly string[]): string {
  const listed = sets.map(
    (set) => `<EntitySet${attributes({ Name: set, EntityType: `MetaData.${set.slice(0, -1)}` })} />`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    '<Schema Namespace="MetaData" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    types,
    `<EntityContainer Name="Container">${listed.join('')}</EntityContainer>`,
    '</Schema></edmx:DataServices></edmx:Edmx>',
  ].join('');
}
