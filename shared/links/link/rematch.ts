// Both sides are matched anew, as after the mailbox was made anew or another calendar was chosen. The rows of the items
// are forgotten, both sides are listed, and our own items are joined by their tags. Nothing is written before a new start.
import { NOTHING_CLEARED } from '../../sync/cleanup/cleanedUp.ts';
import type { CleanupRow } from '../../sync/ports/cleanupRow.ts';
import type { LinkStore } from '../../sync/ports/store.ts';
import type { Acting } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { saveLink } from './saveLink.ts';

export async function rematch(
  acting: Acting,
  { email }: { readonly email: string },
): Promise<{ readonly state: 'listing' } | Refusal> {
  const { app, company } = acting;
  const found = await findLinkThatIsOn(acting, email);
  if ('problem' in found) return found;
  const { value, etag } = found.settings;
  // The start is taken back before anything is forgotten: a run in between writes nothing.
  const settings = { ...value, started: false, epoch: value.epoch + 1 };
  const stale = await saveLink(acting, { settings, etag, what: 'matchedAnew' });
  if (stale) return stale;
  const row = { state: 'forgetting', epoch: settings.epoch, at: app.now(), ...NOTHING_CLEARED } as const;
  const asked = await askToForget(app.directory.linkStore(company, value.link), row);
  if (!asked) return refused('version-stale');
  await app.queues.syncLink({ company, link: value.link });
  return { state: 'listing' };
}

/** False when somebody else wrote the row at the same time. */
async function askToForget(store: LinkStore, row: CleanupRow): Promise<boolean> {
  const stored = await readOnly(store, 'cleanup');
  const { ok } = await store.commit([
    stored
      ? { op: 'replace', kind: 'cleanup', name: '', row, etag: stored.etag }
      : { op: 'insert', kind: 'cleanup', name: '', row },
  ]);
  return ok;
}
