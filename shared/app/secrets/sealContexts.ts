// For what and for whom a secret is sealed. Copied into another row, it does not open there (shared/access/secrets.ts).
// The words are part of each sealed value: renaming one makes what is stored unreadable.

/** Secrets in the settings of a company's Exchange connections, also that of an application. */
export const exchangeSecretContext = (company: string): readonly string[] => ['exchange-password', company];

/** Secrets in the settings of a company's source. */
export const sourceSecretContext = (company: string, source: string): readonly string[] => [
  'source-secret',
  company,
  source,
];

/** The content of a row of the built-in source's entries. */
export const entryContext = (company: string, source: string, row: string): readonly string[] => [
  'entry',
  company,
  source,
  row,
];

/** Losing values on record of a link. */
export const loserContext = (company: string, link: string): readonly string[] => ['loser', company, link];
