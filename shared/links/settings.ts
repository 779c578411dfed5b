// The settings of connections and rules: the types and the choices that forms parse. Plain data: nothing here can write.

export { DIRECTIONS, PRIVACIES, STATUSES } from '../state/company/rulesRow.ts';
export type {
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  GraphSettings,
  SealedCredential,
  SourceSettings,
  User,
  Versioned,
} from '../state/directory.ts';
export { CLOUD_NAMES, EWS_VERSIONS } from '../sync/ports/exchangeNames.ts';
export { DEFAULT_RULES, type LinkRules } from '../sync/ports/linkRules.ts';

/** Encrypts a secret as it is stored. */
export type Seal = (secret: string) => string;
