// Matching anew, as after the mailbox was made anew or another calendar chosen: what is known of the items is forgotten,
// both sides are listed, what we made is joined by its tags, and nothing is written before a new start.

import { decisionOf } from '../shared/links/decision.ts';
import { findLinkThatIsOn } from '../shared/links/findLink.ts';
import { NOTHING_CLEARED } from '../shared/sync/cleanup/cleanedUp.ts';
import type { CleanupRow } from '../shared/sync/ports/cleanupRow.ts';
import type { LinkStore } from '../shared/sync/ports/store.ts';
import { refused } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  { name: 'rematch', method: 'POST', path: 'users/{email}/rematch', action: 'link.switch', params: userParams },
  async (call) => {
    const { app, company, params } = call;
    const found = await findLinkThatIsOn({ app, company }, params.email);
    if ('problem' in found) return found;
    const { value, etag } = found.settings;
    // The start is taken back before anything is forgotten: a run in between writes nothing.
    const settings = { ...value, started: false, epoch: value.epoch + 1 };
    const decision = decisionOf(call, 'matchedAnew');
    const written = await app.directory.switchLink(company, settings, etag, decision);
    if (!written.ok) return refused('version-stale');
    const store = app.directory.linkStore(company, value.link);
    const row = { state: 'forgetting', epoch: settings.epoch, at: app.now(), ...NOTHING_CLEARED } as const;
    if (!(await askToForget(store, row))) return refused('version-stale');
    await app.queues.syncLink({ company, link: value.link });
    return { status: 202, body: { state: 'listing' } };
  },
);

/** False when somebody else wrote the row at the same time. */
async function askToForget(store: LinkStore, row: CleanupRow): Promise<boolean> {
  const [stored] = await store.load([{ kind: 'cleanup', name: '' }]);
  const { ok } = await store.commit([
    stored
      ? { op: 'replace', kind: 'cleanup', name: '', row, etag: stored.etag }
      : { op: 'insert', kind: 'cleanup', name: '', row },
  ]);
  return ok;
}
