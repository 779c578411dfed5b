// A person wants a losing value back in both calendars. The next run writes it.
import type { LinkContext, OpenedLoser } from '../../sync/ports/link.ts';
import type { HistoryRow } from '../../sync/ports/rows.ts';
import { type RestoreAnswer, requestRestore } from '../../sync/restore/requestRestore.ts';
import { sideToRestore } from '../../sync/restore/restore.ts';
import type { Acting } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface Restore {
  readonly email: string;
  /** The id of the conflict. */
  readonly conflict: string;
}

/** `isNew` is false where somebody has asked for the value before: nothing was written. */
export async function restoreConflict(
  acting: Acting,
  { email, conflict: name }: Restore,
): Promise<{ readonly isNew: boolean } | Refusal> {
  const { app, company, by } = acting;
  const found = await findLinkThatIsOn(acting, email);
  if ('problem' in found) return found;
  const { link } = found.settings.value;
  const store = app.directory.linkStore(company, link);
  const [stored] = await store.load([{ kind: 'history', name }]);
  if (!stored || stored.row.expiresAt <= app.now()) return refused('conflict-over');
  const context = await app.linkContext(company, link);
  if (typeof context === 'string') return refused(context);
  const lost = context.open(stored.row);
  if (!lost) return refused('conflict-unreadable');
  if (!stored.row.restore && !(await mayBeRestored(context, stored.row, lost))) return refused('restore-impossible');
  const { name: audit } = decisionOf(acting, 'valueRestored');
  const answer = await requestRestore(store, {
    name,
    at: app.now(),
    by,
    ...(acting.byKey === undefined ? {} : { byKey: acting.byKey }),
    audit,
  });
  if (answer === 'requested') await app.queues.syncLink({ company, link });
  return answerOf(answer);
}

function answerOf(answer: RestoreAnswer): { readonly isNew: boolean } | Refusal {
  switch (answer) {
    case 'requested':
      return { isNew: true };
    case 'known':
      return { isNew: false };
    case 'over':
      return refused('conflict-over');
    case 'impossible':
      return refused('restore-impossible');
    case 'busy':
      return refused('version-stale');
  }
}

/** By what both calendars answer now. The run looks again, so that a calendar that does not answer is left to it. */
async function mayBeRestored(
  context: LinkContext,
  { pair: name, field }: HistoryRow,
  lost: OpenedLoser,
): Promise<boolean> {
  const [stored] = await context.store.load([{ kind: 'pair', name }]);
  const [eventId, entryId] = [stored?.row.mailbox?.id, stored?.row.source?.id];
  if (!stored || eventId === undefined || entryId === undefined) return false;
  const [[event], [entry]] = await Promise.all([context.mailbox.read([eventId]), context.source.read([entryId])]);
  const isAnswered = [event, entry].every((outcome) => outcome?.ok || outcome?.failure.kind === 'gone');
  if (!isAnswered) return true;
  if (!event?.ok || !entry?.ok) return false;
  const readings = {
    mailbox: { state: 'present', item: event.value },
    source: { state: 'present', item: entry.value },
  } as const;
  return sideToRestore(context, { row: stored.row, ...readings }, { field, ...lost }) !== undefined;
}
