// The Prefer headers that Graph's Outlook resources know.
import { knownZone, UTC, type WindowsZone, zoneOfIana } from '../zones.ts';
import { GraphError } from './errors.ts';
import type { IdType } from './ids.ts';

export interface Preferences {
  readonly idType: IdType;
  readonly bodyType: 'text' | 'html';
  readonly zone: WindowsZone;
  /** The zone's name as the client wrote it: answers repeat it. */
  readonly zoneName: string;
  readonly maxPageSize: number | undefined;
  /** What the answer's Preference-Applied says. */
  readonly applied: string;
}

/** Throws GraphError for a zone that does not exist; whatever else is not understood is ignored, as Prefer wants it. */
export function readPreferences(header: string | undefined): Preferences {
  const found = new Map<string, { readonly value: string; readonly text: string }>();
  for (const [text, name = '', quoted, bare] of (header ?? '').matchAll(/([\w.-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/g))
    found.set(name.toLowerCase(), { value: quoted ?? bare ?? '', text });
  const value = (name: string) => found.get(name)?.value;
  const zoneName = value('outlook.timezone') ?? 'UTC';
  const pageSize = Number(value('odata.maxpagesize'));
  const known = [...found].filter(([name]) => KNOWN.has(name));
  return {
    idType: value('idtype')?.toLowerCase() === 'immutableid' ? 'immutable' : 'regular',
    bodyType: value('outlook.body-content-type')?.toLowerCase() === 'text' ? 'text' : 'html',
    zone: zoneNamed(zoneName),
    zoneName,
    maxPageSize: Number.isInteger(pageSize) && pageSize > 0 ? pageSize : undefined,
    applied: known.map(([, { text }]) => text).join(', '),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  'idtype',
  'outlook.timezone',
  'outlook.body-content-type',
  'odata.maxpagesize',
]);

/** Graph takes Windows ids and IANA names alike. Throws GraphError for any other name. */
export function zoneNamed(name: string): WindowsZone {
  const zone =
    name.toUpperCase() === 'UTC' || name === 'tzone://Microsoft/Utc' ? UTC : (knownZone(name) ?? zoneOfIana(name));
  if (zone) return zone;
  throw new GraphError(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );
}
