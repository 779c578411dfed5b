// The connection that is prepared beside the one in use: it is written, tested and granted while that one goes on.
import type { ExchangeSettings, Versioned } from '../../state/directory.ts';
import type { Acting, InCompany } from '../acting.ts';
import { changeOf, decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Saved, saveResource } from '../saveResource.ts';
import type { ExchangeChange } from './exchangeConnection.ts';

export async function readNextExchange({ app, company }: InCompany): Promise<Versioned<ExchangeSettings> | Refusal> {
  return (await app.directory.nextExchange(company).get()) ?? refused('not-found');
}

/** Only beside a connection that is in use. */
export async function saveNextExchange(
  acting: Acting,
  { precondition, settings }: ExchangeChange,
): Promise<Saved<ExchangeSettings> | Refusal> {
  const { app, company } = acting;
  if (!(await app.directory.exchange(company).get())) return refused('exchange-not-configured');
  return saveResource(app.directory.nextExchange(company), precondition, {
    value: (stored) => settings(stored, (secret) => app.sealPassword(company, secret)),
    decision: changeOf<ExchangeSettings>(acting, 'nextExchangeChanged'),
  });
}

/** Answers the refusal, or undefined after it was dropped. */
export async function dropNextExchange(acting: Acting): Promise<Refusal | undefined> {
  const next = acting.app.directory.nextExchange(acting.company);
  const stored = await next.get();
  if (!stored) return refused('not-found');
  const isDropped = await next.remove(stored.etag, decisionOf(acting, 'nextExchangeDropped'));
  return isDropped ? undefined : refused('version-stale');
}
