// The Prefer headers of Graph's Outlook resources.
import { knownZone, UTC, type WindowsZone, zoneOfIana } from '../../zones/zones.ts';
import { GraphError } from './errors.ts';
import type { IdType } from './ids.ts';

export interface Preferences {
  readonly idType: IdType;
  readonly bodyType: 'text' | 'html';
  readonly zone: WindowsZone;
  /** The zone's name as the client wrote it. Answers repeat it. */
  readonly zoneName: string;
  readonly maxPageSize: number | undefined;
  /** The value of the answer's Preference-Applied. */
  readonly applied: string;
}

/** Throws GraphError for an unknown zone. Any other unknown preference is ignored (RFC 7240). */
export function readPreferences(header: string | undefined): Preferences {
  const found = new Map<string, { readonly value: string; readonly text: string }>();
  for (const [text, name = '', quoted, bare] of (header ?? '').matchAll(/([\w.-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/g))
    found.set(name.toLowerCase(), { value: quoted ?? bare ?? '', text });
  const value = (name: string) => found.get(name)?.value;
  const zoneName = value('outlook.timezone') ?? 'UTC';
  const pageSize = Number(value('odata.maxpagesize'));
  const understood = [...found].filter(([name]) => KNOWN.has(name));
  return {
    idType: value('idtype')?.toLowerCase() === 'immutableid' ? 'immutable' : 'regular',
    bodyType: value('outlook.body-content-type')?.toLowerCase() === 'text' ? 'text' : 'html',
    zone: zoneNamed(zoneName),
    zoneName,
    maxPageSize: Number.isInteger(pageSize) && pageSize > 0 ? pageSize : undefined,
    applied: understood.map(([, { text }]) => text).join(', '),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  'idtype',
  'outlook.timezone',
  'outlook.body-content-type',
  'odata.maxpagesize',
]);

/** Graph accepts Windows ids and IANA names. Throws GraphError for any other name. */
export function zoneNamed(name: string): WindowsZone {
  const zone =
    name.toUpperCase() === 'UTC' || name === 'tzone://Microsoft/Utc' ? UTC : (knownZone(name) ?? zoneOfIana(name));
  if (zone) return zone;
  throw new GraphError(400, {
    code: 'TimeZoneNotSupportedException',
    message: `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  });
}
