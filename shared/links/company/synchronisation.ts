// The administrator enables synchronisation for the company once its connections work, and can disable it again. Disabled,
// nothing of the company runs, and nothing is deleted.
import type { TestReport } from '../../probe/report.ts';
import type { Versioned } from '../../state/directory.ts';
import type { Synchronisation } from '../../state/synchronisation.ts';
import type { Acting, InCompany } from '../acting.ts';
import { testSource } from '../connections/sources.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { askForCompany } from './askForLooks.ts';

export type { Synchronisation };

export async function readSynchronisation({ app, company }: InCompany): Promise<Partial<Synchronisation>> {
  return (await app.directory.synchronisation(company).get())?.value ?? { state: 'disabled' };
}

export interface ConnectionTests {
  readonly exchange: Pick<TestReport, 'ok' | 'steps'>;
  /** Absent where the application has no test. */
  readonly source?: Pick<TestReport, 'ok' | 'steps'>;
}

/** Tests both connections first. Answers the reports where a test fails. Repeatable. */
export async function enableSynchronisation(
  acting: Acting,
): Promise<{ readonly enabled: Synchronisation } | { readonly failed: ConnectionTests } | Refusal> {
  const { app, company } = acting;
  const stored = await app.directory.synchronisation(company).get();
  if (stored?.value.state === 'enabled') return { enabled: stored.value };
  const tests = await testConnections(acting);
  if ('problem' in tests) return tests;
  if (!tests.exchange.ok || tests.source?.ok === false) return { failed: tests };
  const enabled = await set(acting, stored, 'enabled');
  if ('problem' in enabled) return enabled;
  await askForCompany(app, company, await app.directory.links(company));
  return { enabled };
}

/** Repeatable. */
export async function disableSynchronisation(acting: Acting): Promise<Synchronisation | Refusal> {
  const stored = await acting.app.directory.synchronisation(acting.company).get();
  return stored?.value.state === 'disabled' ? stored.value : set(acting, stored, 'disabled');
}

async function testConnections(scope: InCompany): Promise<ConnectionTests | Refusal> {
  const { app, company } = scope;
  const [source] = await app.directory.sources(company);
  if (!source) return refused('source-not-configured');
  const exchange = await app.testExchange(company, {});
  if (typeof exchange === 'string') return refused(exchange);
  const ofSource = await testSource(scope, source.source);
  if (ofSource && 'problem' in ofSource) return ofSource;
  return { exchange, ...(ofSource ? { source: ofSource } : {}) };
}

async function set(
  acting: Acting,
  stored: Versioned<Synchronisation> | undefined,
  state: Synchronisation['state'],
): Promise<Synchronisation | Refusal> {
  const { app, company } = acting;
  const value: Synchronisation = { state, at: app.now() };
  const decision = decisionOf(acting, state === 'enabled' ? 'synchronisationEnabled' : 'synchronisationDisabled');
  const put = await app.directory.synchronisation(company).put(value, stored?.etag, decision);
  if (!put.ok) return refused('version-stale');
  app.settingsChanged(company);
  return value;
}
