// The properties of a business object, from its metadata (CSDL). A set that does not exist has an empty, made-up type.
import { SaxesParser } from 'saxes';
import type { Property } from './fieldMap.ts';

/** The metadata of one object is about 325 kB. */
const PROPERTIES_MAX = 5_000;

/** True for CSDL. A page for people with status 200 is none. */
export const isMetadata = (text: string): boolean => /<(?:edmx:)?Edmx[\s>]/.test(text.slice(0, 2_000));

/** The properties of the entity type `type`, in any case. Undefined for a text that is no CSDL, or is cut short. */
export function propertiesIn(text: string, type: string): readonly Property[] | undefined {
  const properties: Property[] = [];
  let entity = '';
  if (!isMetadata(text)) return undefined;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'EntityType') entity = `${attributes.Name ?? ''}`.toLowerCase();
    if (local !== 'Property' || entity !== type.toLowerCase()) return;
    if (properties.length < PROPERTIES_MAX) {
      properties.push({ name: `${attributes.Name ?? ''}`, type: `${attributes.Type ?? ''}` });
    }
  });
  try {
    parser.write(text).close();
    return properties;
  } catch {
    return undefined;
  }
}
