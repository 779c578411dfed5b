// Compares EWS schema versions, and tells which one a server of a given build number speaks.
import { EWS_VERSIONS, type EwsVersion } from '../../../sync/ports/exchangeNames.ts';
import type { ServerVersion } from './serverVersion.ts';

/** The next older version that we speak; undefined below Exchange 2007 SP1. */
export const olderVersion = (version: EwsVersion): EwsVersion | undefined =>
  EWS_VERSIONS[EWS_VERSIONS.indexOf(version) - 1];

export const isOlder = (version: EwsVersion, than: EwsVersion): boolean =>
  EWS_VERSIONS.indexOf(version) < EWS_VERSIONS.indexOf(than);

/** From which number each schema is spoken (Microsoft: Exchange Server build numbers); the newest first. */
const SINCE: readonly (readonly [EwsVersion, number, number, number])[] = [
  ['Exchange2016', 15, 1, 0],
  ['Exchange2013_SP1', 15, 0, 847],
  ['Exchange2013', 15, 0, 0],
  ['Exchange2010_SP2', 14, 2, 0],
  ['Exchange2010_SP1', 14, 1, 0],
  ['Exchange2010', 14, 0, 0],
  ['Exchange2007_SP1', 8, 1, 0],
];

/** The newest schema that a server speaks: `tooOld` before Exchange 2007 SP1, undefined where it hides its number. */
export function schemaOf({ major, minor, build }: ServerVersion): EwsVersion | 'tooOld' | undefined {
  if (Number.isNaN(major)) return undefined;
  const [newest] = SINCE.find(([, ...since]) => isAtLeast([major, minor, build], since)) ?? [];
  return newest ?? 'tooOld';
}

function isAtLeast(parts: readonly number[], since: readonly number[]): boolean {
  const at = since.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at === -1 || (parts[at] ?? 0) > (since[at] ?? 0);
}
