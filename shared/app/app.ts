// The one place where adapters are joined to ports: what a function needs of the product, made from the settings.
// It is long because everything is joined here, and because nothing here is needed anywhere else.

import type { TokenCredential } from '@azure/identity';
import { type Caller, identify } from '../access/caller.ts';
import type { Consent } from '../access/consent.ts';
import { deriveKeys, type KeyRing, keyRing, type NamedKey } from '../access/keys.ts';
import { createSealer } from '../access/secrets.ts';
import { digestOf } from '../calendar/digest.ts';
import type { Instant } from '../calendar/event.ts';
import { createPrinter } from '../calendar/fingerprint.ts';
import type { Config, StorageConnection } from '../config.ts';
import type { EwsConnection, EwsConnectionOptions } from '../exchange/ews/connection.ts';
import type { SignIn } from '../exchange/ews/http/signIn.ts';
import type { ProbeReport } from '../exchange/probe/probeReport.ts';
import type { ProblemCode } from '../problems.ts';
import type { Clock, Ids, Meter } from '../seams.ts';
import { APPLICATIONS, type Application } from '../sources/registry.ts';
import type {
  Directory,
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  LinkSettings,
  SourceSettings,
  User,
  Versioned,
} from '../state/directory.ts';
import { createQueues, type Queues } from '../state/queues.ts';
import { createDirectory } from '../state/tables.ts';
import { expandedSource } from '../sync/expansion/expandedSource.ts';
import type { PollContext } from '../sync/poll.ts';
import type { LinkContext, Printer } from '../sync/ports/link.ts';
import { DEFAULT_RULES } from '../sync/ports/linkRules.ts';
import { createExpiredLosers, type ExpiredLosers } from './expiredLosers.ts';
import { openFormer } from './formerMailbox.ts';
import { joinMicrosoft, type MailboxChoice, type Microsoft, type OpenMailbox } from './graph.ts';
import { createKeyUse, type KeyUse, loserSealer } from './keyChange.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { openCredential, opened } from './openCredential.ts';
import { openLoser } from './openLoser.ts';
import { exchangeSecretContext, loserContext } from './sealContexts.ts';
import { joinSources } from './source.ts';
import { type SourceState, sourceState } from './sourceState.ts';

export interface Seams {
  readonly now: Clock;
  readonly newId: Ids;
  readonly meter?: Meter;
}

export interface App {
  readonly now: Clock;
  readonly newId: Ids;
  readonly directory: Directory;
  readonly queues: Queues;
  /** Makes the tables, once; a caller after a failure tries again. Throws StoreUnavailable. */
  prepare(): Promise<void>;
  /** Who calls, by the request's headers. */
  identify(header: (name: string) => string | null): Promise<Caller | undefined>;
  /** Also the secret or the key of an application that signs in. */
  sealPassword(company: string, password: string): string;
  /** A secret in the settings of a source. */
  sealSourceSecret(company: string, source: string, secret: string): string;
  /** The business applications that a company can be connected to. */
  readonly applications: readonly Application[];
  /** An organisation of Microsoft 365 lets this service in. */
  readonly consent: Consent;
  /** What hangs on which key. */
  readonly keyUse: KeyUse;
  /** Losing values of links that have no runs. */
  readonly expiredLosers: ExpiredLosers;
  /** Microsoft says when a mailbox changes. */
  readonly notifications: Notifications;
  /** After a company's connection, source or users were written: what this process remembers of them is read anew. */
  settingsChanged(company: string): void;
  /**
   * All that a run of this link needs, or why it cannot run; `not-found`: there is no such link. `lost`: the settings
   * of a link whose own were lost.
   */
  linkContext(company: string, link: string, lost?: LinkSettings): Promise<LinkContext | ProblemCode>;
  /** All that a poll of this source needs. */
  pollContext(company: string, source: string): Promise<PollContext | ProblemCode>;
  /** Whether the source is asked at the moment, and why not. */
  sourceState(company: string, settings: SourceSettings): Promise<SourceState>;
  /** As whom a connection over Graph signs in. */
  readonly graphApplication: Microsoft['application'];
  /** The connection test, step by step, with the settings as stored. */
  testExchange(company: string, test: ExchangeTest): Promise<ProbeReport | ProblemCode>;
}

export interface ExchangeTest {
  /** Instead of the mailbox in the settings. */
  readonly mailbox?: string | undefined;
  /** Whether an event is created and deleted, too. */
  readonly write?: boolean | undefined;
  /** A mailbox that has to be refused. */
  readonly outsider?: string | undefined;
  /** The connection that is prepared, instead of the one in use. */
  readonly next?: boolean | undefined;
}

/** So long other processes may go on with a company's former settings. */
const REMEMBER_MS = 60_000;
/** A run stops by itself before the host's functionTimeout of 10 minutes, and before its lease of 5 minutes ends. */
const RUN_MS = 4 * 60_000;
/** One request to Exchange: shorter than the time after which a write of unknown outcome counts as landed or lost. */
const REQUEST_TIMEOUT_MS = 60_000;

/** `applications`: those that companies can be connected to. */
export function createApp(config: Config, seams: Seams, applications: readonly Application[] = APPLICATIONS): App {
  const { now, newId, meter } = seams;
  const directory = createDirectory({
    connection: storageOf(config.state, config.identityClientId),
    now,
    ...(meter ? { meter } : {}),
  });
  const keys = keyRing(config.encryptionKey, config.formerEncryptionKeys);
  const exchanges = openExchanges(config, keys, seams);
  const microsoft = joinMicrosoft({
    config,
    seams,
    directory,
    timeoutMs: REQUEST_TIMEOUT_MS,
    rememberMs: REMEMBER_MS,
    identity: managedIdentity(config.identityClientId),
    openSecret: exchanges.openSecret,
  });
  const setups = rememberSetups(directory, now);
  const openMailbox = (company: string, { value, etag }: Versioned<ExchangeSettings>, which: MailboxChoice) =>
    value.kind === 'graph'
      ? microsoft.mailbox(company, { value, etag }, which)
      : exchanges.mailbox(company, { value, etag }, which);
  const sources = joinSources({
    ...{ applications, directory, keys, now, ...(meter ? { meter } : {}) },
    allowedNetworks: config.allowedNetworks,
    timeoutMs: REQUEST_TIMEOUT_MS,
  });

  return {
    now,
    newId,
    directory,
    queues: createQueues({ connection: storageOf(config.queues, config.identityClientId) }),
    prepare: onceDone(() => directory.ensureTables()),
    identify: (header) =>
      identify(header, {
        operatorKey: config.operatorKey,
        localUsers: config.localUsers,
        findCompany: (hash) => directory.companies.findByApiKeyHash(hash),
      }),
    sealPassword: exchanges.sealPassword,
    consent: microsoft.consent,
    applications,
    sealSourceSecret: sources.sealSecret,
    keyUse: createKeyUse({ keys, directory, now }),
    expiredLosers: createExpiredLosers(directory, now),
    notifications: createNotifications({
      directory,
      now,
      newId,
      receive: config.notifications,
      async open(company, settings) {
        const opened = await microsoft.open(company, settings);
        return typeof opened === 'string' ? opened : opened.connection;
      },
    }),

    settingsChanged: setups.forget,
    graphApplication: microsoft.application,

    async linkContext(company, link, lost) {
      const setup = await setups.ofLink(company, link, lost);
      if (typeof setup === 'string') return setup;
      const which = { address: setup.email, calendar: setup.settings.calendar };
      const open = (settings: Versioned<ExchangeSettings>) => openMailbox(company, settings, which);
      const opened = await open(setup.exchange);
      if (typeof opened === 'string') return opened;
      const source = sources.open(company, setup.source);
      if (typeof source === 'string') return source;
      const former = { directory, microsoft, open };
      const prints = linkKeys(keys, company, link);
      return {
        ...prints,
        link,
        email: setup.email,
        conflictPolicy: setup.settings.conflictPolicy,
        participants: setup.exchange.value.participants ?? 'silentCopies',
        rules: setup.settings.rules ?? DEFAULT_RULES,
        ...opened,
        // With another address or calendar it may be another folder.
        connection: `${opened.connection} ${digestOf(JSON.stringify(which))}`,
        former: () => openFormer(former, company, setup.email, setup.exchange),
        source: expandedSource(source.source, {
          print: prints.printers.inUse.print,
          unheld: (event) => opened.mailbox.unheld(event),
        }),
        store: directory.linkStore(company, link),
        company: directory.companyStore(company),
        now,
        newId,
        deadline: now() + RUN_MS,
      };
    },

    async pollContext(company, source) {
      const settings = await directory.source(company, source).get();
      if (!settings) return 'source-not-configured';
      const opened = sources.open(company, settings.value);
      if (typeof opened === 'string') return opened;
      return {
        company: directory.companyStore(company),
        source: opened.source,
        settings: opened.version,
        now,
      };
    },

    async sourceState(company, settings) {
      return sourceState(sources.open(company, settings), await directory.companyStore(company).poll(), now());
    },

    async testExchange(company, { next = false, ...test }) {
      const stored = await (next ? directory.nextExchange(company) : directory.exchange(company)).get();
      if (!stored) return next ? 'next-exchange-missing' : 'exchange-not-configured';
      const { value } = stored;
      return value.kind === 'graph' ? microsoft.probe(company, value, test) : exchanges.probe(company, value, test);
    },
  };
}

interface Exchanges {
  sealPassword(company: string, password: string): string;
  /** Throws SealBroken. */
  openSecret(company: string, sealed: string): string;
  mailbox(company: string, settings: Versioned<EwsSettings>, which: MailboxChoice): Promise<OpenMailbox | ProblemCode>;
  probe(company: string, settings: EwsSettings, test: ExchangeTest): Promise<ProbeReport | ProblemCode>;
}

/** The companies' Exchange connections. What speaks EWS is loaded when it is needed: most requests never need it. */
function openExchanges(config: Config, keys: KeyRing, { now, newId, meter }: Seams): Exchanges {
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  const open = new Map<string, Versioned<EwsConnection>>();

  const openSecret = (company: string, sealed: string) => secrets.open(sealed, exchangeSecretContext(company));

  const optionsOf = (company: string, settings: EwsSettings): EwsConnectionOptions | ProblemCode => {
    const { kind: _, signIn: sealed, testMailbox: __, calendar: ___, participants: ____, ...connection } = settings;
    const signIn = opened(() => openSignIn(sealed, (secret) => openSecret(company, secret)));
    if (signIn === undefined) return 'password-unreadable';
    const { allowedNetworks } = config;
    const metered = meter ? { meter } : {};
    return { ...connection, signIn, allowedNetworks, timeoutMs: REQUEST_TIMEOUT_MS, now, newId, ...metered };
  };

  return {
    sealPassword: (company, password) => secrets.seal(password, exchangeSecretContext(company)),
    openSecret,

    async mailbox(company, { value, etag }, { address, calendar = value.calendar }) {
      const { createEwsMailbox } = await import('../exchange/ews/mailbox.ts');
      const opened = (on: EwsConnection) => ({ mailbox: createEwsMailbox(on, address, calendar), connection: etag });
      const known = open.get(company);
      // One connection as long as the settings stay the same: the company's links share its sockets.
      if (known?.etag === etag) return opened(known.value);
      const options = optionsOf(company, value);
      if (typeof options === 'string') return options;
      const { createEwsConnection } = await import('../exchange/ews/connection.ts');
      const connection = createEwsConnection(options);
      // The former one is not closed: runs under way end with it, and its idle sockets end by themselves.
      open.set(company, { value: connection, etag });
      return opened(connection);
    },

    async probe(company, settings, { mailbox, write, outsider }) {
      const options = optionsOf(company, settings);
      if (typeof options === 'string') return options;
      const { probeExchange } = await import('../exchange/probe/probe.ts');
      return probeExchange({
        ...options,
        testMailbox: mailbox ?? settings.testMailbox,
        ...(settings.calendar ? { calendar: settings.calendar } : {}),
        write: write ?? false,
        ...(outsider === undefined ? {} : { outsider }),
      });
    },
  };
}

/** The sign-in with its secrets opened. Throws SealBroken. */
function openSignIn(sealed: ExchangeSignIn, open: (secret: string) => string): SignIn {
  if (sealed.method !== 'oauth') {
    const { method, account, sealedPassword } = sealed;
    return { method, account, password: open(sealedPassword) };
  }
  const { credential, ...application } = sealed;
  return { ...application, credential: openCredential(credential, open) };
}

/** What is encrypted or fingerprinted of a link means nothing outside of it. */
function linkKeys(
  keys: KeyRing,
  company: string,
  link: string,
): Pick<LinkContext, 'print' | 'printers' | 'seal' | 'reseal' | 'open'> {
  const losers = loserSealer(keys, company, link);
  const where = loserContext(company, link);
  const [inUse, ...former] = deriveKeys(keys, 'fingerprints', [company, link]);
  const printer = ({ id, key }: NamedKey): Printer => ({ key: id, print: createPrinter(key) });
  const printers = { inUse: printer(inUse), former: former.map(printer) };
  return {
    print: printers.inUse.print,
    printers,
    seal: (text) => losers.seal(text, where),
    reseal: (sealed) => losers.reseal(sealed, where),
    open: (loser) => openLoser(loser, (sealed) => losers.open(sealed, where)),
  };
}

/** Calls `work` until it succeeded once; callers meanwhile share the attempt. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  const attempt = () =>
    work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
  return () => {
    done ??= attempt();
    return done;
  };
}

interface CompanySetup {
  readonly exchange: Versioned<ExchangeSettings> | undefined;
  readonly sources: ReadonlyMap<string, SourceSettings>;
  /** By link. */
  readonly users: ReadonlyMap<string, User>;
}

interface LinkSetup {
  readonly settings: LinkSettings;
  readonly email: string;
  readonly exchange: Versioned<ExchangeSettings>;
  readonly source: SourceSettings;
}

/** What all links of a company share is remembered for a minute, so that an idle run reads little but its own rows. */
function rememberSetups(directory: Directory, now: Clock) {
  const remembered = new Map<string, { readonly until: Instant; readonly setup: CompanySetup }>();

  const read = async (company: string): Promise<CompanySetup> => {
    const [exchange, sources, users] = await Promise.all([
      directory.exchange(company).get(),
      directory.sources(company),
      directory.users(company),
    ]);
    const setup: CompanySetup = {
      exchange,
      sources: new Map(sources.map((each) => [each.source, each])),
      users: new Map(users.map((each) => [each.user, each])),
    };
    remembered.set(company, { until: now() + REMEMBER_MS, setup });
    return setup;
  };

  return {
    forget: (company: string): void => void remembered.delete(company),

    async ofLink(company: string, link: string, lost?: LinkSettings): Promise<LinkSetup | ProblemCode> {
      const settings = (await directory.linkSettings(company, link).get())?.value ?? lost;
      if (!settings) return 'not-found';
      const known = remembered.get(company);
      const found = known && known.until > now() ? linkSetup(known.setup, settings) : 'not-found';
      // What is missing may have been added since by another process: nothing is refused from memory.
      return typeof found === 'string' ? linkSetup(await read(company), settings) : found;
    },
  };
}

function linkSetup({ exchange, sources, users }: CompanySetup, settings: LinkSettings): LinkSetup | ProblemCode {
  const user = users.get(settings.link);
  const source = sources.get(settings.source);
  if (!user) return 'not-found';
  if (!exchange) return 'exchange-not-configured';
  return source ? { settings, email: user.email, exchange, source } : 'source-not-configured';
}

type Storage = string | { readonly url: string; readonly credential: TokenCredential };

function storageOf(connection: StorageConnection, clientId: string | undefined): Storage {
  if (connection.kind === 'connectionString') return connection.connectionString;
  return { url: connection.url, credential: managedIdentity(clientId) };
}

/** Loaded when the first token is needed: the library costs a cold start more than everything else together. */
function managedIdentity(clientId: string | undefined): TokenCredential {
  let credential: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  };
  return {
    async getToken(scopes, options) {
      credential ??= load();
      return (await credential).getToken(scopes, options);
    },
  };
}
