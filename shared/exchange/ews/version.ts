// The EWS schema versions we speak. Everything we ask for is in the oldest; newer servers accept older versions.

export const EWS_VERSIONS = ['Exchange2013', 'Exchange2013_SP1', 'Exchange2016'] as const;
export type EwsVersion = (typeof EWS_VERSIONS)[number];

/** The next older version that we speak; undefined below Exchange 2013. */
export const olderVersion = (version: EwsVersion): EwsVersion | undefined =>
  EWS_VERSIONS[EWS_VERSIONS.indexOf(version) - 1];

/** Exchange 2013 calls itself 15.0. */
export const MAJOR_VERSION_MIN = 15;
