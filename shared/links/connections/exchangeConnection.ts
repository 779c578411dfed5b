// The connection to Exchange that is in use: its settings and its test.
import type { ConnectionTest } from '../../app/exchange/exchange.ts';
import type { ProbeReport } from '../../exchange/probe/probeReport.ts';
import type { ExchangeSettings, Versioned } from '../../state/directory.ts';
import type { Acting, InCompany } from '../acting.ts';
import { changeOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Precondition, type Saved, saveResource } from '../saveResource.ts';
import type { Seal } from '../settings.ts';

export async function readExchange({ app, company }: InCompany): Promise<Versioned<ExchangeSettings> | Refusal> {
  return (await app.directory.exchange(company).get()) ?? refused('not-found');
}

export interface ExchangeChange {
  readonly precondition: Precondition;
  /** The settings to store, each new secret sealed by `seal`. A secret that is not given is taken from `stored`. */
  readonly settings: (
    stored: ExchangeSettings | undefined,
    seal: Seal,
  ) => { readonly value: ExchangeSettings } | Refusal;
}

export async function saveExchange(
  acting: Acting,
  { precondition, settings }: ExchangeChange,
): Promise<Saved<ExchangeSettings> | Refusal> {
  const { app, company } = acting;
  const saved = await saveResource(app.directory.exchange(company), precondition, {
    value: (stored) => settings(stored, (secret) => app.sealPassword(company, secret)),
    decision: changeOf<ExchangeSettings>(acting, 'exchangeChanged'),
  });
  app.settingsChanged(company);
  return saved;
}

/** Tests the settings as they are stored, step by step. */
export async function testExchange(
  { app, company }: InCompany,
  test: ConnectionTest,
): Promise<Pick<ProbeReport, 'ok' | 'steps'> | Refusal> {
  const report = await app.testExchange(company, test);
  // A report names a problem, too: only `ok` and the steps tell it from a refusal.
  return typeof report === 'string' ? refused(report) : { ok: report.ok, steps: report.steps };
}
