// The types of what is stored of companies, their connections, sources, users and links, as other folders see them.
// Only shared/state knows tables, partition keys and row keys.
import type { Instant, TimeZoneId } from '../calendar/event.ts';
import type { AuditRow } from '../sync/ports/audit.ts';
import type { CloudName, EwsVersion } from '../sync/ports/exchangeNames.ts';
import type { LinkRules, Participants } from '../sync/ports/linkRules.ts';
import type { CalendarChoice } from '../sync/ports/mailbox.ts';
import type { CompanyStore, LinkStore } from '../sync/ports/store.ts';
import type { TagLedger } from '../sync/ports/tagLedger.ts';
import type { Consents } from './consent.ts';
import type { Decision } from './decision.ts';
import type { EntryStore } from './entry.ts';
import type { NudgeRow } from './nudge.ts';
import type { Register } from './register.ts';
import type { BudgetRow } from './requestBudget.ts';
import type { SealedRows } from './sealing.ts';
import type { Subscriptions } from './subscription.ts';
import type { Synchronisation } from './synchronisation.ts';
import type { WebhookRow } from './webhook.ts';

/** A stored value, with the ETag of the version that was read. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/** `stale`: another version is stored, and nothing was written. */
export type PutResult = { readonly ok: true; readonly etag: string } | { readonly ok: false; readonly reason: 'stale' };

/** Sealed values are encrypted by shared/access/secrets.ts and never leave the service. */
export type ExchangeSignIn =
  | {
      /** `password`: NTLM where the server offers it, else Basic. */
      readonly method: 'password' | 'basic' | 'ntlm';
      /** `DOMAIN\user` or an e-mail address. */
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
  /** Certificate and private key are PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly sealedPrivateKey: string };

export type ExchangeSettings = EwsSettings | GraphSettings;

/** The connection to Exchange Server, or to Microsoft 365 while it still allows EWS. */
export interface EwsSettings {
  readonly kind: 'ews';
  readonly url: string;
  /** The newest schema version to use. An older server's own version takes its place. */
  readonly version: EwsVersion;
  readonly signIn: ExchangeSignIn;
  /** `impersonation`: act as the owner of each mailbox. `delegate`: act as the account, with rights on each mailbox. */
  readonly access: 'impersonation' | 'delegate';
  /** For every link that chooses no calendar of its own. */
  readonly calendar?: CalendarChoice;
  /** The certificate (PEM) of a CA that is trusted for this server, besides the public CAs. */
  readonly caCertificate?: string;
  /** SHA-256 of the server's public key, in base64. A server with another key is refused. */
  readonly publicKeyPin?: string;
  /** New all-day events begin at midnight in this zone, because EWS stores them as instants. */
  readonly timeZone: TimeZoneId;
  /** The mailbox that the connection test opens. */
  readonly testMailbox: string;
  /** `silentCopies` where it is absent. */
  readonly participants?: Participants;
}

/** The connection to Microsoft 365 over Graph. The organisation is that of the consent, or of the company's own application. */
export interface GraphSettings {
  readonly kind: 'graph';
  readonly cloud: CloudName;
  readonly application: GraphApplication;
  /** For every link that chooses no calendar of its own. */
  readonly calendar?: CalendarChoice;
  /** New all-day events begin at midnight in this zone. */
  readonly timeZone: TimeZoneId;
  /** The mailbox that the connection test and the consent open. */
  readonly testMailbox: string;
  /** `silentCopies` where it is absent. */
  readonly participants?: Participants;
}

export type GraphApplication =
  /** The application that the operator registered for all organisations. Its credential is in the app's settings. */
  | { readonly kind: 'operator' }
  /** An application that the company registered in its own organisation. */
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
  /** The entry type of entries that are created from events. */
  readonly defaultType: string;
  /** For links that are switched on without rules of their own. */
  readonly rules?: LinkRules;
  /** The application's own settings; absent for the built-in source. The registry parses them. */
  readonly connection?: Readonly<Record<string, unknown>>;
  /** The application's secrets by their names, each sealed with shared/access/secrets.ts. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface User {
  /** Also the id of the user's link. The address may change; this id does not. */
  readonly user: string;
  /** In lower case. The address is the same in Exchange and in the source. */
  readonly email: string;
  readonly name: string;
  /** The id in the business application, where the user comes from there. */
  readonly person?: string;
  /** The business application says that this person is no longer active: nobody can switch on. */
  readonly inactive?: true;
  /** No person: a mailbox that shows the entries of everybody. Its link is a shared link. */
  readonly shared?: SharedMailbox;
}

export interface SharedMailbox {
  /** The calendar of its link, unless another one is chosen at the switch-on. */
  readonly calendar?: CalendarChoice;
}

export interface LinkSettings {
  readonly link: string;
  readonly source: string;
  readonly on: boolean;
  readonly started: boolean;
  /** Grows by one at each switch-on. */
  readonly epoch: number;
  /** The side whose value wins where both sides changed the same field. */
  readonly conflictPolicy: 'mailbox' | 'source';
  /** Without rules, everything is exchanged in both directions. */
  readonly rules?: LinkRules;
  /** Events that end before this instant do not take part. */
  readonly endsAfter: Instant;
  /** Chosen at the switch-on. */
  readonly calendar?: CalendarChoice;
  /** The link is off, and the items that it made are being removed. */
  readonly removing?: true;
}

/** Reads and writes one stored value with its ETag. */
export interface Resource<T> {
  get(): Promise<Versioned<T> | undefined>;
  /** Without `etag` it inserts. A person's `decision` is stored with the decisions about all links of the company. */
  put(value: T, etag: string | undefined, decision?: Decision): Promise<PutResult>;
}

export interface NextExchange extends Resource<ExchangeSettings> {
  /** Returns false where another version is stored. */
  remove(etag: string, decision: Decision): Promise<boolean>;
  /** Puts `next` into use and keeps `inUse` as the next one, and stores the decision. Returns false where one has changed. */
  exchangePlaces(
    inUse: Versioned<ExchangeSettings>,
    next: Versioned<ExchangeSettings>,
    decision: Decision,
  ): Promise<boolean>;
}

export interface Directory extends Register {
  exchange(company: string): Resource<ExchangeSettings>;
  /** The connection that is prepared, or the one that was in use before. */
  nextExchange(company: string): NextExchange;
  consents: Consents;
  subscriptions(company: string): Subscriptions;
  source(company: string, source: string): Resource<SourceSettings>;
  sources(company: string): Promise<SourceSettings[]>;
  /** The webhook by which the application of a source tells of changes. */
  webhook(company: string, source: string): Resource<WebhookRow>;
  /** The last run of a link that somebody asked for. */
  nudge(company: string, link: string): Resource<NudgeRow>;
  requestBudget(company: string, source: string): Resource<BudgetRow>;
  /** Absent before the administrator has enabled synchronisation. */
  synchronisation(company: string): Resource<Synchronisation>;
  user(company: string, email: string): Resource<User>;
  users(company: string): Promise<User[]>;
  /** Changes a user's address. `taken`: the address belongs to a user, or this user's row has just been changed. */
  changeAddress(
    company: string,
    addresses: { readonly from: string; readonly to: string },
    decision: Decision,
  ): Promise<User | 'missing' | 'taken'>;
  /** Read only: `switchLink` writes it. */
  linkSettings(company: string, link: string): Pick<Resource<LinkSettings>, 'get'>;
  links(company: string): Promise<LinkSettings[]>;
  /**
   * Writes the settings and the decision in one transaction, then the copy of the settings that the link's runs read.
   * Without `etag` it inserts. After a crash between the two writes, write the same settings again under their new ETag.
   */
  switchLink(
    company: string,
    settings: LinkSettings,
    write: { readonly etag: string | undefined; readonly decision?: Decision | undefined },
  ): Promise<PutResult>;
  /** The decisions about a link's settings, oldest first. Decisions about its holds and conflicts stand in the link's rows. */
  decisions(company: string, link: string): Promise<AuditRow[]>;
  /** The decisions that concern all links of the company, oldest first. */
  companyDecisions(company: string): Promise<AuditRow[]>;
  /** The ports of the engine. */
  companyStore(company: string): CompanyStore;
  linkStore(company: string, link: string): LinkStore;
  tagLedger(company: string): TagLedger;
  entries(company: string, source: string): EntryStore;
  /** The same entries as sealed rows: for a change of the key. */
  sealedEntries(company: string, source: string): SealedRows;
  /**
   * Deletes at most some of the rows of a company and its links and entries. Returns true as long as it found rows. Nothing
   * else may write rows of the company any more. Throws StoreUnavailable.
   */
  purge(company: string): Promise<boolean>;
  /** Sends one cheap read. Throws StoreUnavailable where the account does not answer. */
  ping(): Promise<void>;
  /** Creates missing tables. Called once at start. Throws StoreUnavailable. */
  ensureTables(): Promise<void>;
}
