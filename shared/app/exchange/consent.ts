// Joins the consent of an organisation of Microsoft 365: the pages that its administrator sees, and the proof that the
// application reaches the mailboxes. A row binds the organisation to the company.
import { type Consent, type ConsentAuthority, type ConsentRefusal, createConsent } from '../../access/consent.ts';
import { deriveKeys, type KeyRing } from '../../access/keys.ts';
import type { Config } from '../../config.ts';
import type { ProbeReport } from '../../exchange/probe/probeReport.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Ids } from '../../seams.ts';
import type { Directory, ExchangeSettings, GraphSettings } from '../../state/directory.ts';
import type { Failure } from '../../sync/ports/outcome.ts';
import { stopOf } from '../company/companyStops.ts';
import { type GraphApplicationParts, operatorsApplication } from './graphApplication.ts';

export interface ConsentParts extends GraphApplicationParts {
  readonly config: GraphApplicationParts['config'] & Pick<Config, 'microsoft'>;
  readonly directory: Directory;
  readonly keys: KeyRing;
  readonly newId: Ids;
}

export const joinConsent = (parts: ConsentParts): Consent =>
  createConsent({
    keys: deriveKeys(parts.keys, 'consent'),
    now: parts.now,
    newId: parts.newId,
    store: parts.directory.consents,
    authorityOf: (company) => authorityOf(parts, company),
  });

async function authorityOf(parts: ConsentParts, company: string): Promise<ConsentAuthority | ProblemCode> {
  const { directory, now, newId } = parts;
  const stored = await directory.companies.get(company);
  const stopped = stored && stopOf(stored.value);
  if (stopped) return stopped;
  const settings = await settingsThatNeedConsent(directory, company);
  if (typeof settings === 'string') return settings;
  const application = operatorsApplication(parts, settings.cloud);
  if (!application || !parts.config.microsoft) return 'consent-not-offered';
  const { redirectUrl } = parts.config.microsoft;
  const { cloud, ...options } = application;
  const { testMailbox, timeZone } = settings;
  const page = { cloud, clientId: application.clientId, redirectUrl };
  // Loaded here: a process that only synchronises needs none of it.
  const { grantUrl, signInUrl, redeemCode } = await import('../../exchange/graph/signIn.ts');
  const { failureOfGraphFault } = await import('../../exchange/graph/http/failures.ts');
  return {
    grantUrl: (state) => grantUrl(page, state),
    signInUrl: (request) => signInUrl(page, request),
    async signedIn(code) {
      const redeemed = await redeemCode(page, options, code);
      return redeemed.ok ? redeemed : refusalOf(failureOfGraphFault(redeemed.fault, now()));
    },
    async prove(tenant) {
      const { probeGraph } = await import('../../exchange/graph/probe.ts');
      return unprovenBy(await probeGraph({ ...options, cloud, tenant, testMailbox, timeZone, write: false, newId }));
    },
    async bind(tenant) {
      const at = now();
      const consent = { cloud: settings.cloud, tenant, grantedAt: at };
      // Only the holder of the company's API key can begin a consent.
      const row = { at, by: 'company', what: 'consentGiven' } as const;
      const problem = UNBOUND[await directory.consents.bind(company, consent, { name: `${at}-${newId()}`, row })];
      return problem && { problem };
    },
  };
}

/** A connection that is prepared for a cut-over is granted before it is in use. */
async function settingsThatNeedConsent(directory: Directory, company: string): Promise<GraphSettings | ProblemCode> {
  const [inUse, next] = await Promise.all([directory.exchange(company).get(), directory.nextExchange(company).get()]);
  if (!inUse) return 'exchange-not-configured';
  return [inUse.value, next?.value].find(usesOperatorsApplication) ?? 'consent-not-needed';
}

const usesOperatorsApplication = (settings: ExchangeSettings | undefined): settings is GraphSettings =>
  settings?.kind === 'graph' && settings.application.kind === 'operator';

/**
 * The step of the connection test that keeps the consent from being proven. The permission must be granted to the
 * application itself.
 */
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

/** Just after an administrator granted the consent, Microsoft may not know of it yet. */
const tooEarly = (refusal: ConsentRefusal): ConsentRefusal =>
  refusal.problem === 'consent-missing' ? { ...refusal, problem: 'consent-too-early' } : refusal;

const UNBOUND = {
  bound: undefined,
  taken: 'consent-organisation-taken',
  another: 'consent-organisation-changed',
  stale: 'consent-at-the-same-time',
} as const satisfies Record<string, ProblemCode | undefined>;
