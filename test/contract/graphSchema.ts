// Microsoft's metadata of Graph v1.0 as the oracle for every answer of the local Graph: types, enumerations, what may be
// null, and no property that does not exist. The metadata is not part of the project: SPECS_DIR says where it lies,
// and without it tests are skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SaxesParser } from 'saxes';

export interface GraphSchema {
  /**
   * The defects of `value` as one of `type`; empty when there are none. `type` is `event`, `Collection(event)` for the
   * body of a listing with its links, or `error` for a refusal.
   */
  complaints(value: unknown, type: string): string[];
}

interface Property {
  readonly type: string;
  readonly nullable: boolean;
}

interface StructuredType {
  readonly base: string | undefined;
  readonly isEntity: boolean;
  readonly properties: Map<string, Property>;
}

interface Metadata {
  readonly types: ReadonlyMap<string, StructuredType>;
  readonly enumerations: ReadonlyMap<string, ReadonlySet<string>>;
}

const path = resolve(
  process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../shared/specs'),
  'graph/v1.0.csdl.xml',
);
let known: GraphSchema | undefined;

/** Undefined where the metadata is absent. */
export function graphSchema(): GraphSchema | undefined {
  if (!existsSync(path)) return undefined;
  known ??= schemaOf(readMetadata(readFileSync(path, 'utf8')));
  return known;
}

/** The types of the namespace microsoft.graph. */
function readMetadata(xml: string): Metadata {
  const types = new Map<string, StructuredType>();
  const enumerations = new Map<string, Set<string>>();
  let ours = false;
  let type: StructuredType | undefined;
  let members: Set<string> | undefined;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => {
    const { Name = '', Namespace, Type = '', Nullable, BaseType } = attributes;
    if (name === 'Schema') ours = Namespace === 'microsoft.graph';
    if (!ours) return;
    if (name === 'EntityType' || name === 'ComplexType') {
      type = { base: BaseType?.replace(/^graph\./, ''), isEntity: name === 'EntityType', properties: new Map() };
      types.set(Name, type);
    }
    if (name === 'EnumType') {
      members = new Set();
      enumerations.set(Name, members);
    }
    if (name === 'Member') members?.add(Name);
    if (name === 'Property' || name === 'NavigationProperty')
      type?.properties.set(Name, { type: Type.replaceAll('graph.', ''), nullable: Nullable !== 'false' });
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'EntityType' || name === 'ComplexType') type = undefined;
    if (name === 'EnumType') members = undefined;
  });
  parser.write(xml.replace(/^\ufeff/, '')).close();
  return { types, enumerations };
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  'Edm.String': (value) => typeof value === 'string',
  'Edm.Boolean': (value) => typeof value === 'boolean',
  'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  'Edm.Int64': (value) => Number.isInteger(value),
  'Edm.Double': (value) => typeof value === 'number',
  'Edm.Date': (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  'Edm.DateTimeOffset': (value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$/.test(value),
  'Edm.Guid': (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function schemaOf({ types, enumerations }: Metadata): GraphSchema {
  function propertyOf(typeName: string, name: string): Property | undefined {
    const type = types.get(typeName);
    return type?.properties.get(name) ?? (type?.base === undefined ? undefined : propertyOf(type.base, name));
  }

  function ofValue(value: unknown, type: string, at: string): string[] {
    const element = /^Collection\((.+)\)$/.exec(type)?.[1];
    if (element !== undefined) {
      if (!Array.isArray(value)) return [`${at}: no collection`];
      return value.flatMap((each, index) => ofValue(each, element, `${at}[${index}]`));
    }
    const members = enumerations.get(type);
    if (members)
      return typeof value === 'string' && members.has(value) ? [] : [`${at}: ${String(value)} is no ${type}`];
    const primitive = PRIMITIVES[type];
    if (primitive) return primitive(value) ? [] : [`${at}: ${JSON.stringify(value)} is no ${type}`];
    return types.has(type) ? ofObject(value, type, at) : [`${at}: unknown type ${type}`];
  }

  function ofObject(value: unknown, type: string, at: string): string[] {
    if (!isObject(value)) return [`${at}: no object`];
    const found: string[] = [];
    if (types.get(type)?.isEntity && typeof value.id !== 'string') found.push(`${at}: an entity without id`);
    for (const [name, each] of Object.entries(value)) {
      if (name.includes('@')) continue;
      const property = propertyOf(type, name);
      // The only complex type here that is open.
      if (!property && type === 'resourceData') continue;
      if (!property) found.push(`${at}.${name}: no property of ${type}`);
      else if (each !== null) found.push(...ofValue(each, property.type, `${at}.${name}`));
      else if (!property.nullable || property.type.startsWith('Collection('))
        found.push(`${at}.${name}: null is not allowed`);
    }
    return found;
  }

  return {
    complaints(value, type) {
      if (type === 'error') return ofError(value);
      const element = /^Collection\((.+)\)$/.exec(type)?.[1];
      if (element === undefined) return ofObject(value, type, type);
      return isObject(value) ? [...ofLinks(value), ...ofValue(value.value, type, 'value')] : [`${type}: no object`];
    },
  };
}

/** Beside its value, a listing has annotations only, and its links are addresses. */
function ofLinks(body: Readonly<Record<string, unknown>>): string[] {
  const others = Object.keys(body).filter((name) => name !== 'value' && !name.startsWith('@odata.'));
  const links = ['@odata.nextLink', '@odata.deltaLink'].filter(
    (name) => name in body && !URL.canParse(String(body[name])),
  );
  return [...others, ...links].map((name) => `${name}: not of a listing`);
}

function ofError(body: unknown): string[] {
  const error = isObject(body) ? body.error : undefined;
  if (!isObject(error)) return ['error: missing'];
  const texts = ['code', 'message'].filter((name) => typeof error[name] !== 'string');
  const others = Object.keys(error).filter(
    (name) => !['code', 'message', 'innerError', 'details', 'target'].includes(name) && !name.startsWith('@'),
  );
  return [...texts, ...others].map((name) => `error.${name}: wrong`);
}
