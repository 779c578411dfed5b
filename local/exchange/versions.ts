// Versions of EWS, oldest first: what a server says about itself and what a client may declare.

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

export const isVersion = (text: string): text is EwsVersion => (VERSIONS as readonly string[]).includes(text);

/** Whether `version` is `since` or later. */
export const atLeast = (version: EwsVersion, since: EwsVersion): boolean =>
  VERSIONS.indexOf(version) >= VERSIONS.indexOf(since);

interface Build {
  readonly MajorVersion: number;
  readonly MinorVersion: number;
  readonly MajorBuildNumber: number;
  readonly MinorBuildNumber: number;
  readonly Version: string;
}

/** The attributes of ServerVersionInfo (learn.microsoft.com: Exchange Server build numbers; schema version names). */
export const BUILDS: Readonly<Record<EwsVersion, Build>> = {
  Exchange2007: {
    MajorVersion: 8,
    MinorVersion: 0,
    MajorBuildNumber: 685,
    MinorBuildNumber: 24,
    Version: 'Exchange2007',
  },
  Exchange2007_SP1: {
    MajorVersion: 8,
    MinorVersion: 3,
    MajorBuildNumber: 517,
    MinorBuildNumber: 0,
    Version: 'Exchange2007_SP1',
  },
  Exchange2010: {
    MajorVersion: 14,
    MinorVersion: 0,
    MajorBuildNumber: 639,
    MinorBuildNumber: 21,
    Version: 'Exchange2010',
  },
  Exchange2010_SP1: {
    MajorVersion: 14,
    MinorVersion: 1,
    MajorBuildNumber: 438,
    MinorBuildNumber: 0,
    Version: 'Exchange2010_SP1',
  },
  Exchange2010_SP2: {
    MajorVersion: 14,
    MinorVersion: 3,
    MajorBuildNumber: 513,
    MinorBuildNumber: 0,
    Version: 'Exchange2010_SP2',
  },
  Exchange2013: {
    MajorVersion: 15,
    MinorVersion: 0,
    MajorBuildNumber: 516,
    MinorBuildNumber: 32,
    Version: 'Exchange2013',
  },
  Exchange2013_SP1: {
    MajorVersion: 15,
    MinorVersion: 0,
    MajorBuildNumber: 1497,
    MinorBuildNumber: 48,
    Version: 'V2_23',
  },
  Exchange2016: {
    MajorVersion: 15,
    MinorVersion: 1,
    MajorBuildNumber: 2507,
    MinorBuildNumber: 39,
    Version: 'V2017_07_11',
  },
};
