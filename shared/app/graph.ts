// Microsoft 365 joined, beside app.ts: whose application signs in, with which credential, in which organisation; the
// connection test over Graph, and the consent that binds an organisation to a company. Long because these three share how
// an application is found.
import type { TokenCredential } from '@azure/identity';
import { type Consent, type ConsentAuthority, type ConsentRefusal, createConsent } from '../access/consent.ts';
import { deriveKeys, keyRing } from '../access/keys.ts';
import type { Instant } from '../calendar/event.ts';
import type { Config, MicrosoftApplication } from '../config.ts';
import type { GraphConnection, GraphConnectionOptions } from '../exchange/graph/connection.ts';
import { CLOUDS, type Cloud, type CloudName } from '../exchange/graph/http/clouds.ts';
import type { ProbeReport } from '../exchange/probe/probeReport.ts';
import type { ApplicationCredential } from '../net/tokens.ts';
import type { ProblemCode } from '../problems.ts';
import type { Clock, Ids, Meter } from '../seams.ts';
import type { CalendarChoice, Directory, ExchangeSettings, GraphSettings, Versioned } from '../state/directory.ts';
import type { Mailbox } from '../sync/ports/mailbox.ts';
import type { Failure } from '../sync/ports/outcome.ts';
import { openCredential, opened } from './openCredential.ts';

export interface Microsoft {
  readonly consent: Consent;
  /** The company's connection, shared by all who open it as long as it stays the same. */
  open(company: string, settings: Versioned<GraphSettings>): Promise<OpenGraph | ProblemCode>;
  mailbox(
    company: string,
    settings: Versioned<GraphSettings>,
    which: MailboxChoice,
  ): Promise<OpenMailbox | ProblemCode>;
  /** As whom the company's connection signs in, and where. */
  application(company: string, settings: GraphSettings): Promise<GraphApplication | ProblemCode>;
  /** The connection test, with `mailbox` instead of the one in the settings. */
  probe(company: string, settings: GraphSettings, test: GraphTest): Promise<Probed>;
}

export type GraphApplication = Pick<GraphConnectionOptions, 'tenant' | 'clientId'>;

export interface OpenGraph {
  readonly connection: GraphConnection;
  /** Changes with the settings, and with each consent. */
  readonly version: string;
}

export interface MailboxChoice {
  readonly address: string;
  /** Instead of the one in the settings. */
  readonly calendar: CalendarChoice | undefined;
}

export interface OpenMailbox {
  readonly mailbox: Mailbox;
  /** The version of the connection that it was opened with. */
  readonly connection: string;
}

export interface GraphTest {
  readonly mailbox?: string | undefined;
  /** Whether an event is created and deleted, too. */
  readonly write?: boolean | undefined;
  /** A mailbox that has to be refused. */
  readonly outsider?: string | undefined;
}

type Probed = ProbeReport | ProblemCode;

export interface MicrosoftParts {
  readonly config: Config;
  readonly seams: { readonly now: Clock; readonly newId: Ids; readonly meter?: Meter };
  readonly directory: Directory;
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  /** So long a consent is believed without being read anew. */
  readonly rememberMs: number;
  /** The managed identity of the function app. */
  readonly identity: TokenCredential;
  /** Throws SealBroken. */
  readonly openSecret: (company: string, sealed: string) => string;
}

type Application = Pick<GraphConnectionOptions, 'clientId' | 'credential'>;

export function joinMicrosoft(parts: MicrosoftParts): Microsoft {
  const { config, directory, seams, openSecret } = parts;
  const reach = reachOf(parts);

  async function optionsOf(company: string, settings: GraphSettings): Promise<Options | ProblemCode> {
    const { cloud, application } = settings;
    if (application.kind === 'own') {
      const { tenant, clientId } = application;
      const credential = opened(() => openCredential(application.credential, (sealed) => openSecret(company, sealed)));
      return credential ? { connection: { ...reach(cloud), tenant, clientId, credential } } : 'password-unreadable';
    }
    const operators = operatorsApplication(parts, cloud);
    if (!operators) return 'consent-not-offered';
    const consent = await directory.consents.get(company);
    if (consent?.cloud !== cloud) return 'consent-missing';
    const { tenant, grantedAt } = consent;
    return { connection: { ...reach(cloud), ...operators, tenant }, grantedAt };
  }

  async function authorityOf(company: string): Promise<ConsentAuthority | ProblemCode> {
    // What is prepared for a cut-over is granted before it is in use.
    const [inUse, next] = await Promise.all([directory.exchange(company).get(), directory.nextExchange(company).get()]);
    if (!inUse) return 'exchange-not-configured';
    const settings = [inUse.value, next?.value].find(asksForConsent);
    if (!settings) return 'consent-not-needed';
    const application = operatorsApplication(parts, settings.cloud);
    if (!application || !config.microsoft) return 'consent-not-offered';
    const { redirectUrl } = config.microsoft;
    const { cloud, ...options } = { ...reach(settings.cloud), ...application };
    const { testMailbox, timeZone } = settings;
    const { newId } = seams;
    const page = { cloud, clientId: application.clientId, redirectUrl };
    // Loaded here: whoever only synchronises needs none of it.
    const { grantUrl, signInUrl, redeemCode } = await import('../exchange/graph/signIn.ts');
    const { failureOfGraphFault } = await import('../exchange/graph/http/failures.ts');
    return {
      grantUrl: (state) => grantUrl(page, state),
      signInUrl: (state, nonce) => signInUrl(page, state, nonce),
      async signedIn(code, nonce) {
        const redeemed = await redeemCode(page, options, { code, nonce });
        return redeemed.ok ? redeemed : refusalOf(failureOfGraphFault(redeemed.fault, seams.now()));
      },
      async prove(tenant) {
        const { probeGraph } = await import('../exchange/graph/probe.ts');
        return unprovenBy(await probeGraph({ ...options, cloud, tenant, testMailbox, timeZone, write: false, newId }));
      },
      async bind(tenant) {
        const consent = { cloud: settings.cloud, tenant, grantedAt: seams.now() };
        const at = seams.now();
        // Only who holds the company's API key can begin a consent.
        const row = { at, by: 'company', what: 'consentGiven' } as const;
        const decision = { name: `${at}-${newId()}`, row };
        const problem = UNBOUND[await directory.consents.bind(company, consent, decision)];
        return problem && { problem };
      },
    };
  }

  const open = openOnce(seams.now, parts.rememberMs, optionsOf);
  return {
    consent: createConsent({
      keys: deriveKeys(keyRing(config.encryptionKey, config.formerEncryptionKeys), 'consent'),
      now: seams.now,
      newId: seams.newId,
      store: directory.consents,
      authorityOf,
    }),
    open,
    async mailbox(company, settings, { address, calendar = settings.value.calendar }) {
      const opened = await open(company, settings);
      if (typeof opened === 'string') return opened;
      const { createGraphMailbox } = await import('../exchange/graph/mailbox.ts');
      const { timeZone } = settings.value;
      const mailbox = createGraphMailbox(opened.connection, { address, calendar, timeZone });
      return { mailbox, connection: opened.version };
    },
    async application(company, settings) {
      const options = await optionsOf(company, settings);
      if (typeof options === 'string') return options;
      const { tenant, clientId } = options.connection;
      return { tenant, clientId };
    },
    async probe(company, settings, { mailbox, write = false, outsider }) {
      const options = await optionsOf(company, settings);
      if (typeof options === 'string') return options;
      const { probeGraph } = await import('../exchange/graph/probe.ts');
      const { calendar, timeZone } = settings;
      const where = { testMailbox: mailbox ?? settings.testMailbox, timeZone, ...(calendar ? { calendar } : {}) };
      const asked = { write, ...(outsider === undefined ? {} : { outsider }) };
      return probeGraph({ ...options.connection, ...where, ...asked, newId: seams.newId });
    },
  };
}

interface Options {
  readonly connection: GraphConnectionOptions;
  /** Of the consent, with the application of the operator. */
  readonly grantedAt?: Instant;
}

/** One connection as long as settings and consent stay the same: the company's links share its token and sockets. */
function openOnce(
  now: Clock,
  rememberMs: number,
  optionsOf: (company: string, settings: GraphSettings) => Promise<Options | ProblemCode>,
): Microsoft['open'] {
  const known = new Map<string, OpenGraph & { readonly etag: string; readonly until: Instant }>();
  return async (company, { value, etag }) => {
    const before = known.get(company);
    if (before?.etag === etag && before.until > now()) return before;
    const options = await optionsOf(company, value);
    if (typeof options === 'string') return options;
    const version = options.grantedAt === undefined ? etag : `${etag} ${options.grantedAt}`;
    const until = now() + rememberMs;
    if (before?.version === version) {
      known.set(company, { ...before, until });
      return before;
    }
    const { createGraphConnection } = await import('../exchange/graph/connection.ts');
    // The former one is not closed: runs under way end with it, and its idle sockets end by themselves.
    const opened = { connection: createGraphConnection(options.connection), version, etag, until };
    known.set(company, opened);
    return opened;
  };
}

/** A connection with the operator's application. */
const asksForConsent = (settings: ExchangeSettings | undefined): settings is GraphSettings =>
  settings?.kind === 'graph' && settings.application.kind === 'operator';

const reachOf =
  ({ config, seams: { now, meter }, timeoutMs }: MicrosoftParts) =>
  (cloud: CloudName) => ({
    ...cloudOf(config, cloud),
    allowedNetworks: config.allowedNetworks,
    timeoutMs,
    now,
    ...(meter ? { meter } : {}),
  });

/** The stand-in on a developer's machine is for whatever cloud is asked for; what tokens are for stays Microsoft's. */
function cloudOf({ localMicrosoft: local }: Config, name: CloudName): { cloud: Cloud; caCertificate?: string } {
  const cloud = CLOUDS[name];
  if (!local) return { cloud };
  return { cloud: { ...cloud, loginUrl: local.url, graphUrl: local.url }, caCertificate: local.caCertificate };
}

/** An application is registered in one cloud; undefined in every other. */
function operatorsApplication({ config, identity }: MicrosoftParts, cloud: CloudName): Application | undefined {
  const { microsoft } = config;
  if (microsoft?.cloud !== cloud) return undefined;
  return { clientId: microsoft.clientId, credential: credentialOf(microsoft.credential, identity, cloud) };
}

function credentialOf(
  credential: MicrosoftApplication['credential'],
  identity: TokenCredential,
  cloud: CloudName,
): ApplicationCredential {
  if (credential.kind !== 'managedIdentity') return credential;
  const assertion = async (): Promise<string> => {
    const token = await identity.getToken(`${CLOUDS[cloud].exchangeAudience}/.default`);
    if (!token) throw new Error('the managed identity gave no token');
    return token.token;
  };
  return { kind: 'federated', assertion };
}

/** What a consent needs of the connection test: all of it, and the permission granted to the application itself. */
function unprovenBy({ steps }: ProbeReport): ConsentRefusal | undefined {
  const unproven = steps.find(({ state, step }) => state === 'failed' || (step === 'permission' && state !== 'ok'));
  if (!unproven) return undefined;
  const { problem = 'consent-failed', answered } = unproven;
  return tooEarly({ problem, ...(answered === undefined ? {} : { detail: answered }) });
}

function refusalOf(failure: Failure): ConsentRefusal {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { problem: 'consent-failed' };
  const detail = failure.kind === 'throttled' ? undefined : failure.detail;
  return tooEarly({ problem: failure.code, ...(detail === undefined ? {} : { detail }) });
}

/** Who has just granted does not want to hear that nobody has. */
const tooEarly = (refusal: ConsentRefusal): ConsentRefusal =>
  refusal.problem === 'consent-missing' ? { ...refusal, problem: 'consent-too-early' } : refusal;

const UNBOUND = {
  bound: undefined,
  taken: 'consent-organisation-taken',
  another: 'consent-organisation-changed',
  stale: 'consent-at-the-same-time',
} as const satisfies Record<string, ProblemCode | undefined>;
