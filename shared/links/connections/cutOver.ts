// A company goes over to the connection that it has prepared, and back by the same call.
import { atMost } from '../../atMost.ts';
import type { Acting } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Api, linksToCutOver, REQUESTS_AT_ONCE } from './cutoverProgress.ts';

/** Both connections change places, and each link that has runs gets a look. `links` counts them. */
export async function cutOver(
  acting: Acting,
): Promise<{ readonly from: Api; readonly to: Api; readonly links: number } | Refusal> {
  const { app, company } = acting;
  const nextExchange = app.directory.nextExchange(company);
  const [inUse, next] = await Promise.all([app.directory.exchange(company).get(), nextExchange.get()]);
  if (!inUse) return refused('exchange-not-configured');
  if (!next) return refused('next-exchange-missing');
  const changed = await nextExchange.exchangePlaces(inUse, next, decisionOf(acting, 'cutOver'));
  if (!changed) return refused('version-stale');
  app.settingsChanged(company);
  const links = await linksToCutOver(acting);
  await atMost(REQUESTS_AT_ONCE, links, ({ link }) => app.queues.syncLink({ company, link }));
  return { from: inUse.value.kind, to: next.value.kind, links: links.length };
}
