// The sources of companies: a business application is opened with the stored settings.
import { deriveKeys, type KeyRing } from '../../access/keys.ts';
import { createSealer } from '../../access/secrets.ts';
import { digestOf } from '../../calendar/digest.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock, Meter } from '../../seams.ts';
import type { ConnectedApplication, StoredConnection } from '../../sources/connect/application.ts';
import type { OpenApplication } from '../../sources/connect/openApplication.ts';
import type { RequestBudget } from '../../sources/connect/requestBudget.ts';
import { type Application, applicationOf } from '../../sources/registry.ts';
import type { Directory, SourceSettings } from '../../state/directory.ts';
import type { PollContext } from '../../sync/poll/poll.ts';
import { opened as ifItOpens } from '../secrets/openCredential.ts';
import { sourceSecretContext } from '../secrets/sealContexts.ts';
import { createRequestBudget } from './requestBudget.ts';
import { waitForTurn } from './turn.ts';

export interface SourceParts {
  readonly applications: readonly Application[];
  readonly directory: Pick<Directory, 'entries' | 'companyStore' | 'requestBudget'>;
  readonly keys: KeyRing;
  /** The private networks, as CIDR, in which servers of this company may stand. */
  readonly networksOf: (company: string) => readonly string[];
  readonly timeoutMs: number;
  readonly now: Clock;
  readonly meter?: Meter;
}

export interface OpenSource {
  readonly application: OpenApplication;
  /** Another one as soon as the settings change: what failed with former settings is tried anew. */
  readonly version: string;
}

export interface Sources {
  sealSecret(company: string, source: string, secret: string): string;
  /** Asks the application nothing yet. */
  open(company: string, settings: SourceSettings): OpenSource | ProblemCode;
  /** All that a poll of the source needs. */
  pollContext(company: string, settings: SourceSettings): PollContext | ProblemCode;
}

export function joinSources({ applications, directory, keys, ...parts }: SourceParts): Sources {
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  /** One a source as long as its settings stay the same: the company's links share its sockets and tokens. */
  const connected = new Map<string, OpenSource>();
  /** One a source, whatever its settings: the limit is the application's. */
  const budgets = new Map<string, RequestBudget>();
  const { meter, networksOf, timeoutMs, now } = parts;
  const basicsOf = ({ defaultType }: SourceSettings) => ({ defaultType, ...(meter ? { meter } : {}) });

  function connect(application: ConnectedApplication, company: string, settings: SourceSettings) {
    const stored = ifItOpens(() => openSecrets(settings, company));
    if (!stored) return 'source-secret-unreadable';
    const allowedNetworks = networksOf(company);
    const budget = budgetOf(application, company, settings.source);
    const opened = application.open(stored, { ...basicsOf(settings), allowedNetworks, timeoutMs, now, ...budget });
    return opened ?? 'source-settings-incomplete';
  }

  function budgetOf({ requestsPerSecond: perSecond }: ConnectedApplication, company: string, source: string) {
    if (perSecond === undefined) return {};
    const name = `${company} ${source}`;
    const row = directory.requestBudget(company, source);
    const budget = budgets.get(name) ?? createRequestBudget({ row, perSecond, now, wait: waitForTurn });
    budgets.set(name, budget);
    return { budget };
  }

  /** Throws SealBroken. */
  function openSecrets({ source, connection = {}, secrets: sealed = {} }: SourceSettings, company: string) {
    const context = sourceSecretContext(company, source);
    const clear = Object.entries(sealed).map(([name, secret]) => [name, secrets.open(secret, context)]);
    return { connection, secrets: Object.fromEntries(clear) } satisfies StoredConnection;
  }

  function open(company: string, settings: SourceSettings): OpenSource | ProblemCode {
    const application = applicationOf(applications, settings.kind);
    if (!application) return 'source-settings-incomplete';
    const version = versionOf(settings);
    if (application.keepsEntries === 'here') {
      const entries = directory.entries(company, settings.source);
      return { application: application.open(entries, basicsOf(settings)), version };
    }
    const name = `${company} ${settings.source}`;
    const known = connected.get(name);
    if (known?.version === version) return known;
    const opened = connect(application, company, settings);
    if (typeof opened === 'string') return opened;
    const connection = { application: opened, version };
    connected.set(name, connection);
    return connection;
  }

  return {
    sealSecret: (company, source, secret) => secrets.seal(secret, sourceSecretContext(company, source)),
    open,

    pollContext(company, settings) {
      const opened = open(company, settings);
      if (typeof opened === 'string') return opened;
      const { application, version } = opened;
      const { source } = application;
      return { company: directory.companyStore(company), source, settings: version, now };
    },
  };
}

const versionOf = ({ kind, connection, secrets, defaultType }: SourceSettings): string =>
  digestOf(JSON.stringify([kind, connection, secrets, defaultType]));
