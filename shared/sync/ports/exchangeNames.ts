// The names that stored settings of an Exchange connection choose from.

/** The EWS schema versions, from the oldest to the newest. */
export const EXCHANGE_VERSIONS = [
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const;
export type ExchangeVersion = (typeof EXCHANGE_VERSIONS)[number];

/** Microsoft's clouds know nothing of each other: each has its own sign-in, its own Graph and its own applications. */
export const CLOUD_NAMES = ['global', 'usGovernment', 'china'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];
