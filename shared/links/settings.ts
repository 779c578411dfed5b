// The settings as forms parse them and use cases take them. functions/ import them from here: it knows no rows and no stores.

export { DIRECTIONS, PRIVACIES, STATUSES } from '../state/company/rulesRow.ts';
export type {
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  GraphSettings,
  Resource,
  SealedCredential,
  SourceSettings,
  Versioned,
} from '../state/directory.ts';
export type { EntryStore, EntryWriteResult, StoredEntry } from '../state/entry.ts';
export { CLOUD_NAMES, EWS_VERSIONS } from '../sync/ports/exchangeNames.ts';
export { DEFAULT_RULES, type LinkRules } from '../sync/ports/linkRules.ts';
