// The names that the settings of an Exchange connection choose from: stored by shared/state, spoken by shared/exchange.

/**
 * The EWS schema versions, from the oldest to the newest. Newer servers accept older versions. Exchange 2019 and
 * Subscription Edition speak the schema of 2016.
 */
export const EWS_VERSIONS = [
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const;
export type EwsVersion = (typeof EWS_VERSIONS)[number];

/** Microsoft's clouds are strangers to each other: each has its own sign-in, its own Graph and its own applications. */
export const CLOUD_NAMES = ['global', 'usGovernment', 'china'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];
