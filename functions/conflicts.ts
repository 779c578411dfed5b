// Losing values: which there are, and back into both calendars with one call. A value is opened with its own link's key.
import { z } from 'zod';
import type { EventPatch } from '../shared/calendar/event.ts';
import { decisionOf } from '../shared/links/decision.ts';
import { findLink, findLinkThatIsOn } from '../shared/links/findLink.ts';
import { type PairItems, readPairItems, titleIn } from '../shared/links/pairItems.ts';
import type { LinkContext } from '../shared/sync/ports/link.ts';
import type { HistoryRow, PairRow } from '../shared/sync/ports/rows.ts';
import type { LinkStore, Stored } from '../shared/sync/ports/store.ts';
import { requestRestore } from '../shared/sync/restore/requestRestore.ts';
import { sideToRestore } from '../shared/sync/restore/restore.ts';
import { problemView, type Reply, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'listConflicts',
    method: 'GET',
    path: 'users/{email}/conflicts',
    action: 'link.read',
    params: userParams,
    query: page(100),
  },
  async ({ app, company, params, query }) => {
    const found = await findLink({ app, company }, params.email);
    if ('problem' in found) return found;
    if (!found.settings) return { status: 200, body: { items: [] } };
    const { link } = found.settings.value;
    const store = app.directory.linkStore(company, link);
    const kept = (await store.list('history')).filter(({ row }) => row.expiresAt > app.now()).reverse();
    const rest = kept.filter(({ name }) => query.cursor === undefined || name < query.cursor);
    const shown = rest.slice(0, query.limit);
    const context = shown.length > 0 ? await app.linkContext(company, link) : undefined;
    if (typeof context === 'string') return refused(context);
    const items = context ? await conflictViews(context, shown) : [];
    const next = rest.length > shown.length ? shown.at(-1)?.name : undefined;
    return { status: 200, body: { items, ...(next === undefined ? {} : { next }) } };
  },
);

async function conflictViews(context: LinkContext, shown: readonly Stored<'history'>[]): Promise<object[]> {
  const names = [...new Set(shown.map(({ row }) => row.pair))];
  const pairs = (await context.store.load(names.map((name) => ({ kind: 'pair', name }) as const))).flatMap((stored) =>
    stored ? [stored.row] : [],
  );
  const items = await readPairItems(context, pairs);
  return shown.map(({ name, row }) => {
    const index = pairs.findIndex((pair) => pair.pair === row.pair);
    return conflictView(context, { name, row, pair: pairs[index], items: items[index] });
  });
}

interface Conflict {
  /** The name of its row. */
  readonly name: string;
  readonly row: HistoryRow;
  readonly pair: PairRow | undefined;
  readonly items: PairItems | undefined;
}

function conflictView(context: LinkContext, { name, row, pair, items }: Conflict): object {
  const { field, side, why } = row;
  const lost = context.open(row);
  const title = items && titleIn(items);
  return {
    id: name,
    at: instantText(row.at),
    pair: row.pair,
    ...(title === undefined ? {} : { title }),
    field,
    side,
    why,
    ...(lost ? { value: lost[field] } : { problem: problemView({ code: 'conflict-unreadable' }) }),
    now: { ...standing(row, items, 'mailbox'), ...standing(row, items, 'source') },
    keptUntil: instantText(row.expiresAt),
    ...(row.restore ? { restore: { at: instantText(row.restore.at), state: restoreState(name, row, pair) } } : {}),
  };
}

/** What stands there now; nothing where that is not known. */
function standing({ field }: HistoryRow, items: PairItems | undefined, side: 'mailbox' | 'source'): object {
  const outcome = items?.[side];
  if (!outcome?.ok || outcome.value.content.kind !== 'event') return {};
  return { [side]: outcome.value.content.event[field] };
}

function restoreState(name: string, { restore }: HistoryRow, pair: PairRow | undefined) {
  if (restore?.impossible) return 'impossible';
  return pair?.restores?.includes(name) ? 'waiting' : 'done';
}

const conflictParams = userParams.extend({
  conflictId: z.string().regex(/^\d{1,16}-[\w-]{1,64}$/, 'must be the id of a conflict'),
});

companyRoute(
  {
    name: 'restoreConflict',
    method: 'POST',
    path: 'users/{email}/conflicts/{conflictId}/restore',
    action: 'link.restore',
    params: conflictParams,
  },
  async (call) => {
    const { app, company, params, by } = call;
    const found = await findLinkThatIsOn({ app, company }, params.email);
    if ('problem' in found) return found;
    const { link } = found.settings.value;
    const store = app.directory.linkStore(company, link);
    const name = params.conflictId;
    const [stored] = await store.load([{ kind: 'history', name }]);
    if (!stored || stored.row.expiresAt <= app.now()) return refused('conflict-over');
    const context = await app.linkContext(company, link);
    if (typeof context === 'string') return refused(context);
    const lost = context.open(stored.row);
    if (!lost) return refused('conflict-unreadable');
    if (!stored.row.restore && !(await mayBeRestored(context, store, stored.row, lost))) {
      return refused('restore-impossible');
    }
    const { name: audit } = decisionOf(call, 'valueRestored');
    const answer = await requestRestore(store, { name, at: app.now(), by, audit });
    if (answer === 'requested') await app.queues.syncLink({ company, link });
    return restoreReply(answer);
  },
);

function restoreReply(answer: Awaited<ReturnType<typeof requestRestore>>): Reply {
  switch (answer) {
    case 'requested':
    case 'known':
      return { status: 202 };
    case 'over':
      return refused('conflict-over');
    case 'impossible':
      return refused('restore-impossible');
    case 'busy':
      return refused('version-stale');
  }
}

/** As far as both calendars answer now; the run looks again. */
async function mayBeRestored(
  context: LinkContext,
  store: LinkStore,
  { pair: name, field }: HistoryRow,
  lost: EventPatch,
): Promise<boolean> {
  const [stored] = await store.load([{ kind: 'pair', name }]);
  const [eventId, entryId] = [stored?.row.mailbox?.id, stored?.row.source?.id];
  if (!stored || eventId === undefined || entryId === undefined) return false;
  const [[event], [entry]] = await Promise.all([context.mailbox.read([eventId]), context.source.read([entryId])]);
  const isKnown = [event, entry].every((outcome) => outcome?.ok || outcome?.failure.kind === 'gone');
  if (!isKnown) return true;
  if (!event?.ok || !entry?.ok) return false;
  const readings = {
    mailbox: { state: 'present', item: event.value },
    source: { state: 'present', item: entry.value },
  } as const;
  return sideToRestore(context, stored.row, readings, field, lost) !== undefined;
}
