// The product joined from the settings of a process: the one place where adapters meet ports, an adapter a file.
import type { Caller } from '../access/caller.ts';
import type { Consent } from '../access/consent.ts';
import { deriveKeys, keyRing } from '../access/keys.ts';
import { createSealer } from '../access/secrets.ts';
import type { Config } from '../config.ts';
import type { ProbeReport } from '../exchange/probe/probeReport.ts';
import type { ProblemCode } from '../problems.ts';
import type { Clock, Ids, Meter } from '../seams.ts';
import type { Workplace } from '../sources/connect/openApplication.ts';
import { APPLICATIONS, type Application } from '../sources/registry.ts';
import type { Queues } from '../state/account/queues.ts';
import type { Directory, GraphSettings, LinkSettings, SourceSettings } from '../state/directory.ts';
import type { PollContext } from '../sync/poll/poll.ts';
import type { LinkContext } from '../sync/ports/link.ts';
import { joinCallers } from './callers.ts';
import { rememberSetups } from './company/companySetups.ts';
import { rememberStops } from './company/companyStops.ts';
import { createExpiredLosers, type ExpiredLosers } from './company/expiredLosers.ts';
import { hourly } from './company/hourly.ts';
import { joinConsent } from './exchange/consent.ts';
import { joinEws } from './exchange/ews.ts';
import { type ConnectionTest, joinExchange } from './exchange/exchange.ts';
import { type GraphTenant, joinGraph } from './exchange/graph.ts';
import { createNotifications, type Notifications } from './exchange/notifications.ts';
import { joinLinkContext } from './linkContext.ts';
import { createKeyChange, type KeyChange } from './secrets/keyChange.ts';
import { countKeys, type KeyCount } from './secrets/keyCounts.ts';
import { exchangeSecretContext } from './secrets/sealContexts.ts';
import { sealedSettingsOf } from './secrets/sealedSettings.ts';
import { type WebhookName, webhookSecrets } from './secrets/webhookSecrets.ts';
import { joinSources } from './source/source.ts';
import { type SourceState, sourceState } from './source/sourceState.ts';
import { joinStorage } from './storage.ts';

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
  /** The caller, by the headers of the request, or the problem why the request is refused. */
  identify(header: (name: string) => string | null): Promise<Caller | ProblemCode>;
  /** A password of an Exchange connection, or the secret or the key of an application that signs in there. */
  sealPassword(company: string, password: string): string;
  /** The secrets of a webhook: the one that applications get first, then those under former encryption keys. */
  webhookSecrets(name: WebhookName): readonly string[];
  /** A secret in the settings of a source. */
  sealSourceSecret(company: string, source: string, secret: string): string;
  /** The business applications that a company can be connected to. */
  readonly applications: readonly Application[];
  /** An organisation of Microsoft 365 lets this service in. */
  readonly consent: Consent;
  /** The way from a former encryption key to the one in use. */
  readonly keyChange: KeyChange;
  /** Counts the data that needs each encryption key. Reads a few rows of every link of all companies. */
  countKeys(): Promise<readonly KeyCount[]>;
  /** Counts the secrets in the settings of a company's connections. */
  countSecrets(company: string): Promise<number>;
  /** Losing values of links that have no runs. */
  readonly expiredLosers: ExpiredLosers;
  /** Microsoft says when a mailbox changes. */
  readonly notifications: Notifications;
  /** The reason why nothing of the company runs, at most a minute old. Undefined for every other company. */
  stopOf(company: string): Promise<ProblemCode | undefined>;
  /** After the company, its connection, source or users were written: what this process remembers of them is read anew. */
  settingsChanged(company: string): void;
  /**
   * All that a run of this link needs, or why it cannot run. `not-found`: there is no such link. A stop of the company
   * comes first: shared/app/company/companyStops.ts. `lost`: the settings of a link whose own were lost.
   */
  linkContext(company: string, link: string, lost?: LinkSettings): Promise<LinkContext | ProblemCode>;
  /** All that a poll of this source needs. */
  pollContext(company: string, source: string): Promise<PollContext | ProblemCode>;
  /** The application of this source, or why it cannot be opened. */
  workplace(company: string, source: string): Promise<Workplace | ProblemCode>;
  /** True once an hour in each process: the people of the company's application are read again. */
  peopleAreDue(company: string): boolean;
  /** The reason why the source is not asked at the moment. */
  sourceState(company: string, settings: SourceSettings): Promise<SourceState>;
  /** As whom a connection over Graph signs in. */
  graphApplication(company: string, settings: GraphSettings): Promise<GraphTenant | ProblemCode>;
  /** The connection test, step by step, with the settings as stored. */
  testExchange(company: string, test: ConnectionTest): Promise<ProbeReport | ProblemCode>;
}

/** So long other processes may go on with a company's former settings, or with one that was suspended. */
const REMEMBER_MS = 60_000;
/** One request to a side: shorter than the time after which a write of unknown outcome counts as landed or lost. */
const REQUEST_TIMEOUT_MS = 60_000;

/** `applications`: those that companies can be connected to. */
export function createApp(config: Config, seams: Seams, applications: readonly Application[] = APPLICATIONS): App {
  const { now, newId } = seams;
  const keys = keyRing(config.encryptionKey, config.formerEncryptionKeys);
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  const openSecret = (company: string, sealed: string) => secrets.open(sealed, exchangeSecretContext(company));

  const storage = joinStorage(config, { ...seams, keys });
  const { directory } = storage;
  const networksOf = (company: string) => config.companyNetworks.get(company) ?? config.allowedNetworks;
  const requests = { ...seams, networksOf, timeoutMs: REQUEST_TIMEOUT_MS };
  const sources = joinSources({ ...requests, applications, directory, keys });
  const ews = joinEws({ ...requests, openSecret });
  const microsoft = { ...requests, config, directory, identity: storage.identity, openSecret };
  const graph = joinGraph({ ...microsoft, rememberMs: REMEMBER_MS });
  const exchange = joinExchange({ directory, ews, graph });
  const setups = rememberSetups({ directory, now, rememberMs: REMEMBER_MS });
  const stops = rememberStops({ directory, now, rememberMs: REMEMBER_MS });
  const openLink = joinLinkContext({
    directory,
    setups,
    exchange,
    graph,
    sources,
    keys,
    marksKey: config.marksKey,
    now,
    newId,
  });

  return {
    now,
    newId,
    directory,
    queues: storage.queues,
    prepare: storage.prepare,
    identify: joinCallers({ config, directory, now }),
    sealPassword: (company, password) => secrets.seal(password, exchangeSecretContext(company)),
    webhookSecrets: (name) => webhookSecrets(keys, name),
    sealSourceSecret: sources.sealSecret,
    applications,
    consent: joinConsent({ ...microsoft, keys }),
    keyChange: createKeyChange({ keys, directory, now }),
    countKeys: () => countKeys({ keys, directory }),
    async countSecrets(company) {
      const settings = await sealedSettingsOf(directory, company);
      return (await Promise.all(settings.map((each) => each.keys(secrets)))).flat().length;
    },
    expiredLosers: createExpiredLosers(directory, now),
    notifications: createNotifications({ directory, now, newId, receive: config.notifications, graph }),
    stopOf: stops.of,
    settingsChanged(company) {
      setups.forget(company);
      stops.forget(company);
    },
    linkContext: async (company, link, lost) => (await stops.of(company)) ?? openLink(company, link, lost),
    pollContext: async (company, source) => {
      const stopped = await stops.of(company);
      if (stopped) return stopped;
      const settings = await directory.source(company, source).get();
      return settings ? sources.pollContext(company, settings.value) : 'source-not-configured';
    },
    peopleAreDue: hourly(now),
    async workplace(company, source) {
      const settings = await directory.source(company, source).get();
      if (!settings) return 'source-not-configured';
      const opened = sources.open(company, settings.value);
      return typeof opened === 'string' ? opened : opened.application;
    },
    sourceState: async (company, settings) =>
      sourceState(sources.open(company, settings), await directory.companyStore(company).poll(), now()),
    graphApplication: graph.application,
    testExchange: exchange.test,
  };
}
