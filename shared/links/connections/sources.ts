// The business applications that a company is connected to, each with the state of its poll.
import type { SourceState } from '../../app/source/sourceState.ts';
import type { TestReport } from '../../probe/report.ts';
import type { WorkplaceType } from '../../sources/connect/openApplication.ts';
import type { SourceSettings, Versioned } from '../../state/directory.ts';
import type { Acting, InCompany } from '../acting.ts';
import { changeOf } from '../decision.ts';
import { type Refusal, refusalOf, refused } from '../refusal.ts';
import { type Precondition, type Saved, saveResource } from '../saveResource.ts';
import type { Seal } from '../settings.ts';

export type { WorkplaceType } from '../../sources/connect/openApplication.ts';

export interface ListedSource {
  readonly settings: SourceSettings;
  readonly state: SourceState;
}

export async function listSources({ app, company }: InCompany): Promise<readonly ListedSource[]> {
  const listed: ListedSource[] = [];
  for (const settings of await app.directory.sources(company)) {
    listed.push({ settings, state: await app.sourceState(company, settings) });
  }
  return listed;
}

export async function readSource(
  { app, company }: InCompany,
  source: string,
): Promise<Versioned<ListedSource> | Refusal> {
  const stored = await app.directory.source(company, source).get();
  if (!stored) return refused('not-found');
  const { value: settings, etag } = stored;
  return { value: { settings, state: await app.sourceState(company, settings) }, etag };
}

export interface SourceChange {
  readonly source: string;
  readonly precondition: Precondition;
  /** The settings to store, each new secret sealed by `seal`. A secret that is not given is taken from `stored`. */
  readonly settings: (stored: SourceSettings | undefined, seal: Seal) => { readonly value: SourceSettings } | Refusal;
}

/** Tests the connection of a source, step by step. Undefined where its application has no test. */
export async function testSource(
  { app, company }: InCompany,
  source: string,
): Promise<Pick<TestReport, 'ok' | 'steps'> | Refusal | undefined> {
  const workplace = await app.workplace(company, source);
  if (typeof workplace === 'string') return refused(workplace);
  const report = await workplace.test?.();
  // A report names a problem, too: only `ok` and the steps tell it from a refusal.
  return report && { ok: report.ok, steps: report.steps };
}

/** The entry types that the application has now. Undefined where the administrator writes them. */
export async function listEntryTypes(
  { app, company }: InCompany,
  source: string,
): Promise<readonly WorkplaceType[] | Refusal | undefined> {
  const workplace = await app.workplace(company, source);
  if (typeof workplace === 'string') return refused(workplace);
  const types = await workplace.entryTypes?.();
  return types?.ok === false ? refusalOf(types.failure) : types?.value;
}

/** A company has one source. */
export async function saveSource(
  acting: Acting,
  { source, precondition, settings }: SourceChange,
): Promise<Saved<SourceSettings> | Refusal> {
  const { app, company } = acting;
  const all = await app.directory.sources(company);
  if (all.some((each) => each.source !== source)) return refused('another-source');
  const saved = await saveResource(app.directory.source(company, source), precondition, {
    value: (stored) => settings(stored, (secret) => app.sealSourceSecret(company, source, secret)),
    decision: changeOf<SourceSettings>(acting, 'sourceChanged'),
  });
  app.settingsChanged(company);
  return saved;
}
