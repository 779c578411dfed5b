// Versions of EWS, oldest first, and the servers that speak them.

/** The values of RequestServerVersion, one schema each. */
export const VERSIONS = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const;

export type EwsVersion = (typeof VERSIONS)[number];

/** Servers in use. Exchange 2019 and Subscription Edition have their own builds and no schema name. */
export const SERVERS = [...VERSIONS, 'Exchange2019', 'ExchangeSE'] as const;

export type ExchangeServer = (typeof SERVERS)[number];

export const isVersion = (text: string): text is EwsVersion => (VERSIONS as readonly string[]).includes(text);

export const isServer = (text: string): text is ExchangeServer => (SERVERS as readonly string[]).includes(text);

/** The newest schema of a server. */
export const schemaOf = (server: ExchangeServer): EwsVersion => (isVersion(server) ? server : 'Exchange2016');

/** True where `version` is `since` or later. */
export const atLeast = (version: EwsVersion, since: EwsVersion): boolean =>
  VERSIONS.indexOf(version) >= VERSIONS.indexOf(since);

interface Build {
  readonly MajorVersion: number;
  readonly MinorVersion: number;
  readonly MajorBuildNumber: number;
  readonly MinorBuildNumber: number;
  readonly Version: string;
}

function build(numbers: string, Version: string): Build {
  const [MajorVersion = 0, MinorVersion = 0, MajorBuildNumber = 0, MinorBuildNumber = 0] = numbers
    .split('.')
    .map(Number);
  return { MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber, Version };
}

/** The attributes of ServerVersionInfo (learn.microsoft.com: Exchange Server build numbers; schema version names). */
export const BUILDS: Readonly<Record<ExchangeServer, Build>> = {
  Exchange2007: build('8.0.685.24', 'Exchange2007'),
  Exchange2007_SP1: build('8.3.517.0', 'Exchange2007_SP1'),
  Exchange2010: build('14.0.639.21', 'Exchange2010'),
  Exchange2010_SP1: build('14.1.438.0', 'Exchange2010_SP1'),
  Exchange2010_SP2: build('14.3.513.0', 'Exchange2010_SP2'),
  Exchange2013: build('15.0.516.32', 'Exchange2013'),
  Exchange2013_SP1: build('15.0.1497.48', 'V2_23'),
  Exchange2016: build('15.1.2507.39', 'V2017_07_11'),
  Exchange2019: build('15.2.1748.10', 'V2017_07_11'),
  ExchangeSE: build('15.2.2562.17', 'V2017_07_11'),
};
