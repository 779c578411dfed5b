// The settings as forms parse them and use cases take them. functions/ import them from here: it knows no rows and no stores.
export { CLOUD_NAMES, EXCHANGE_VERSIONS } from '../state/companyRows.ts';
export type {
  ApplicationCredential,
  EntryStore,
  EntryWriteResult,
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  GraphSettings,
  Resource,
  SourceSettings,
  StoredEntry,
  Versioned,
} from '../state/directory.ts';
export { DIRECTIONS, PRIVACIES, STATUSES } from '../state/rulesRow.ts';
export { DEFAULT_RULES, type LinkRules } from '../sync/ports/linkRules.ts';
