// The user has seen the preview and starts: from now on runs write.
import type { Acting } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { readLinkFacts } from '../linkFacts.ts';
import { askedMatches } from '../pairs/tagMatches.ts';
import { type Refusal, refused } from '../refusal.ts';
import { isPreviewReady, linkStateOf } from '../status/linkState.ts';
import { saveLink } from './saveLink.ts';

/** A link that has started already is started again without a record. */
export async function startLink(
  acting: Acting,
  { email, matchesConfirmed = false }: { readonly email: string; readonly matchesConfirmed?: boolean | undefined },
): Promise<{ readonly state: 'on' } | Refusal> {
  const { app, company } = acting;
  const found = await findLinkThatIsOn(acting, email);
  if ('problem' in found) return found;
  const { value, etag } = found.settings;
  const facts = await readLinkFacts(app.directory.linkStore(company, value.link));
  if (!isPreviewReady(linkStateOf(facts))) return refused('preview-not-ready');
  if (!value.started && !matchesConfirmed && askedMatches(facts.pairs) > 0) return refused('matches-unconfirmed');
  const what = value.started ? undefined : 'started';
  const stale = await saveLink(acting, { settings: { ...value, started: true }, etag, what });
  if (stale) return stale;
  await app.queues.syncLink({ company, link: value.link });
  return { state: 'on' };
}
