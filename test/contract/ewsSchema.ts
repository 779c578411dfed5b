// Microsoft's own EWS schemas as the oracle for every request of ours and every answer of the local Exchange.
// The schemas are not part of the project: SPECS_DIR says where they lie, and without them tests are skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

export interface EwsSchema {
  /** The complaints about a whole SOAP envelope; empty when it is valid. A text that is no XML is a complaint too. */
  validate(xml: string): string[];
}

/** The reason to give `skip` where the schemas are absent. */
export const NO_SPECS = 'skipped: no specs';

const specsDir = resolve(process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../shared/specs'));

/** The schema of a version without one of its own is that of the next service pack. */
const FOLDERS: Readonly<Record<string, string>> = {
  Exchange2007: 'ex2007sp1',
  Exchange2007_SP1: 'ex2007sp1',
  Exchange2010: 'ex2010sp2',
  Exchange2010_SP1: 'ex2010sp2',
  Exchange2010_SP2: 'ex2010sp2',
  Exchange2013: 'ex2013sp1',
  Exchange2013_SP1: 'ex2013sp1',
  Exchange2016: 'ex2016',
};
const NEWEST = 'exse';

/** Up to 2016 a schema accepts requests of its own version only: those that share it are read as that one. */
const SAME_SCHEMA: Readonly<Record<string, string>> = {
  Exchange2007: 'Exchange2007_SP1',
  Exchange2010: 'Exchange2010_SP2',
  Exchange2010_SP1: 'Exchange2010_SP2',
  Exchange2013: 'Exchange2013_SP1',
};
const DECLARED = /(RequestServerVersion\b[^>]*\bVersion=["'])(\w+)(["'])/;

const asItsSchema = (xml: string): string =>
  xml.replace(DECLARED, (_, before: string, version: string, after: string) => {
    return `${before}${SAME_SCHEMA[version] ?? version}${after}`;
  });

const compiled = new Map<string, EwsSchema>();

/** The schema that `version` (a RequestServerVersion) is judged by; undefined where the schemas are absent. */
export async function schemaFor(version: string): Promise<EwsSchema | undefined> {
  const folder = FOLDERS[version] ?? NEWEST;
  const known = compiled.get(folder);
  if (known) return known;
  const path = join(specsDir, 'ews', folder, 'all.xsd');
  if (!existsSync(path)) return undefined;
  const schema = compile(path);
  compiled.set(folder, schema);
  return schema;
}

function compile(path: string): EwsSchema {
  xmlRegisterFsInputProviders();
  using source = XmlDocument.fromString(readFileSync(path, 'utf8'), { url: path });
  const validator = XsdValidator.fromDoc(source);
  return {
    validate(xml) {
      try {
        using document = XmlDocument.fromString(asItsSchema(xml));
        validator.validate(document);
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message.trim() : String(error)];
      }
    },
  };
}
