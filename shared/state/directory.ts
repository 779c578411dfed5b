// What is stored of companies, their connections, users and built-in entries: the types that functions/ and app.ts see.
// Only this folder knows tables, partition keys and row keys. Long because it is one list of all that is stored.
import type { Instant, TimeZoneId } from '../calendar/event.ts';
import type { AuditRow } from '../sync/ports/audit.ts';
import type { LinkRules, Participants } from '../sync/ports/linkRules.ts';
import type { SourceItem } from '../sync/ports/source.ts';
import type { CompanyStore, LinkStore } from '../sync/ports/store.ts';
import type { Consents } from './consent.ts';
import type { Decision } from './decision.ts';
import type { CloudName, ExchangeVersion } from './exchangeNames.ts';
import type { Subscriptions } from './subscription.ts';

/** A value with the ETag it was read under. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/** `stale`: another version is stored, nothing was written. */
export type PutResult = { readonly ok: true; readonly etag: string } | { readonly ok: false; readonly reason: 'stale' };

export interface Company {
  readonly company: string;
  readonly name: string;
  readonly createdAt: Instant;
}

/** Secrets are sealed with shared/access/secrets.ts and never leave the service. */
export type ExchangeSignIn =
  | {
      /** `password`: whichever of the two the server offers, NTLM rather than Basic. */
      readonly method: 'password' | 'basic' | 'ntlm';
      /** `DOMAIN\user` or an address. */
      readonly account: string;
      readonly sealedPassword: string;
    }
  | {
      readonly method: 'oauth';
      /** `https://login.microsoftonline.com` */
      readonly loginUrl: string;
      /** `https://outlook.office365.com` */
      readonly resourceUrl: string;
      /** Id or domain of the organisation. */
      readonly tenant: string;
      readonly clientId: string;
      readonly credential: SealedCredential;
    };

/** The secret of an application, sealed as it is stored. */
export type SealedCredential =
  | { readonly kind: 'secret'; readonly sealedSecret: string }
  /** PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly sealedPrivateKey: string };

/** Another calendar than the default one. */
export type CalendarChoice = { readonly name: string } | { readonly id: string };

export type ExchangeSettings = EwsSettings | GraphSettings;

/** Exchange Server, or Microsoft 365 as long as it lets EWS in. */
export interface EwsSettings {
  readonly kind: 'ews';
  readonly url: string;
  /** The newest schema version to speak; the server's own version wins when it is older. */
  readonly version: ExchangeVersion;
  readonly signIn: ExchangeSignIn;
  /** As the owner of each mailbox, or as the account itself with rights on the mailbox or on its calendar. */
  readonly access: 'impersonation' | 'delegate';
  /** In every mailbox whose link chooses none. */
  readonly calendar?: CalendarChoice;
  /** PEM of a CA to trust for this server besides the public ones. */
  readonly caCertificate?: string;
  /** SHA-256 of the server's public key in base64: no other key is accepted. */
  readonly publicKeyPin?: string;
  /** The zone in which new all-day events begin at midnight: EWS stores them as instants. */
  readonly timeZone: TimeZoneId;
  /** The mailbox that the connection test opens. */
  readonly testMailbox: string;
  /** Silent copies without it. */
  readonly participants?: Participants;
}

/** Microsoft 365 over Microsoft Graph. Which organisation it is says the consent, unless the application is its own. */
export interface GraphSettings {
  readonly kind: 'graph';
  readonly cloud: CloudName;
  readonly application: GraphApplication;
  /** In every mailbox whose link chooses none. */
  readonly calendar?: CalendarChoice;
  /** The zone in which new all-day events begin at midnight. */
  readonly timeZone: TimeZoneId;
  /** The mailbox that the connection test and the consent open. */
  readonly testMailbox: string;
  /** Silent copies without it. */
  readonly participants?: Participants;
}

export type GraphApplication =
  /** The one that the operator registered for all organisations: its credential is in the settings of the app. */
  | { readonly kind: 'operator' }
  /** One that the company registered in its own organisation. */
  | {
      readonly kind: 'own';
      /** Id or domain of the organisation. */
      readonly tenant: string;
      readonly clientId: string;
      readonly credential: SealedCredential;
    };

export interface EntryType {
  readonly id: string;
  readonly name: string;
}

export interface SourceSettings {
  readonly source: string;
  /** The application, by its name in shared/sources/registry.ts. */
  readonly kind: string;
  readonly entryTypes: readonly EntryType[];
  /** The type of entries that are created from events. */
  readonly defaultType: string;
  /** Of links that are switched on without rules of their own. */
  readonly rules?: LinkRules;
  /** The application's own settings; absent for the built-in source. The registry parses them. */
  readonly connection?: Readonly<Record<string, unknown>>;
  /** The application's secrets by their names, each sealed with shared/access/secrets.ts. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface User {
  /** The link's id too: an address may change, this does not. */
  readonly user: string;
  /** Lower case; the same in Exchange and in the source. */
  readonly email: string;
  readonly name: string;
}

export interface LinkSettings {
  readonly link: string;
  readonly source: string;
  readonly on: boolean;
  readonly started: boolean;
  /** Plus one at each switch-on. */
  readonly epoch: number;
  /** Whose value stands when both sides changed the same field. */
  readonly conflictPolicy: 'mailbox' | 'source';
  /** What is exchanged; everything both ways without it. */
  readonly rules?: LinkRules;
  readonly endsAfter: Instant;
  /** Chosen when it is switched on. */
  readonly calendar?: CalendarChoice;
  /** Switched off, and what we made is being removed. */
  readonly removing?: true;
}

/** Accessors that read and write one thing with its ETag: `etag` undefined inserts. */
export interface Resource<T> {
  get(): Promise<Versioned<T> | undefined>;
  /** Who decided it, where a person did, is kept with the decisions about all links of the company. */
  put(value: T, etag: string | undefined, decision?: Decision): Promise<PutResult>;
}

export interface NextExchange extends Resource<ExchangeSettings> {
  /** False where another version is stored. */
  remove(etag: string, decision: Decision): Promise<boolean>;
  /** `next` is in use from now on, and `inUse` is next. Who decided it is stored with it. False where one has changed. */
  exchangePlaces(
    inUse: Versioned<ExchangeSettings>,
    next: Versioned<ExchangeSettings>,
    decision: Decision,
  ): Promise<boolean>;
}

export interface Directory {
  companies: {
    /** False when the id is taken. */
    create(company: Company, apiKeyHash: string): Promise<boolean>;
    get(company: string): Promise<Company | undefined>;
    /** The company that a presented API key belongs to, by the key's hash. */
    findByApiKeyHash(hash: string): Promise<Company | undefined>;
    list(): Promise<Company[]>;
  };
  exchange(company: string): Resource<ExchangeSettings>;
  /** Prepared beside the one in use, or the one that was in use before. */
  nextExchange(company: string): NextExchange;
  consents: Consents;
  subscriptions(company: string): Subscriptions;
  source(company: string, source: string): Resource<SourceSettings>;
  sources(company: string): Promise<SourceSettings[]>;
  user(company: string, email: string): Resource<User>;
  users(company: string): Promise<User[]>;
  /** The same user under another address. `taken`: it is somebody's, or the user was just changed. */
  changeAddress(company: string, from: string, to: string, decision: Decision): Promise<User | 'missing' | 'taken'>;
  /** Written by `switchLink` only. */
  linkSettings(company: string, link: string): Pick<Resource<LinkSettings>, 'get'>;
  links(company: string): Promise<LinkSettings[]>;
  /**
   * Writes the settings, then their copy that the link's runs read, in this order. `etag` undefined inserts. The same
   * settings written again under their new ETag complete what a crash in between left undone. Who decided it is stored
   * in the transaction of the settings.
   */
  switchLink(
    company: string,
    settings: LinkSettings,
    etag: string | undefined,
    decision?: Decision,
  ): Promise<PutResult>;
  /** Who decided what about a link's settings, in the order of time. Its holds and conflicts are in its own rows. */
  decisions(company: string, link: string): Promise<AuditRow[]>;
  /** Who decided what about the connection of all links. */
  companyDecisions(company: string): Promise<AuditRow[]>;
  /** The engine's ports. */
  companyStore(company: string): CompanyStore;
  linkStore(company: string, link: string): LinkStore;
  entries(company: string, source: string): EntryStore;
  /** Reads something cheap; throws StoreUnavailable when the account does not answer. */
  ping(): Promise<void>;
  /** Makes the tables that are missing; once at start. Throws StoreUnavailable. */
  ensureTables(): Promise<void>;
}

// ---- the built-in source's entries ------------------------------------------------------------------------------------

/** An entry as stored: what the engine sees of it, and what only the API knows. */
export interface StoredEntry extends SourceItem {
  readonly type: string;
}

export interface EntryChange {
  readonly entry: string;
  readonly version: string;
  /** Absent: the entry was deleted, this is its tombstone. */
  readonly people?: { readonly owner: string; readonly participants: readonly string[] };
}

export type EntryWrite =
  | { readonly op: 'insert'; readonly id: string; readonly entry: EntryContent }
  /** `version` undefined replaces whatever stands there. */
  | { readonly op: 'replace'; readonly id: string; readonly version: string | undefined; readonly entry: EntryContent }
  | { readonly op: 'delete'; readonly id: string; readonly version: string | undefined };

/** What a writer gives of an entry: id, version and `modified` are the store's. One write is always one request here. */
export type EntryContent = Omit<
  StoredEntry,
  'id' | 'version' | 'modified' | 'uid' | 'begun' | 'fixed' | 'series' | 'remarks'
>;

export type EntryWriteResult =
  | { readonly ok: true; readonly entry: StoredEntry | undefined }
  /** `exists`: insert of a taken id. `stale`: another version is stored. */
  | { readonly ok: false; readonly reason: 'exists' | 'stale' | 'gone' };

/** One source's entries with a gapless change feed: a change is in the feed in the transaction that makes it. */
export interface EntryStore {
  read(ids: readonly string[]): Promise<(StoredEntry | undefined)[]>;
  /** Each write stands for itself; answers in order. Versions are exact: each write makes a new one. */
  write(writes: readonly EntryWrite[]): Promise<EntryWriteResult[]>;
  /** Changes after `watermark` in order, the newest of each entry once. */
  changes(
    watermark: string | undefined,
    limit: number,
  ): Promise<{ readonly changes: readonly EntryChange[]; readonly watermark: string; readonly more: boolean }>;
  /** Entries in id order after `cursor`; only those of `email` where it is given. */
  list(query: {
    readonly email?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly entries: readonly StoredEntry[]; readonly next?: string }>;
}
