// Switching off, with or without what we made, and how much that is: it is counted before anybody decides.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import { decisionOf } from '../shared/links/decision.ts';
import { findLink, type UserLink } from '../shared/links/findLink.ts';
import type { LinkSettings } from '../shared/state/directory.ts';
import { ownSideOf } from '../shared/sync/cleanup/cleanedUp.ts';
import { type Created, countTagged } from '../shared/sync/cleanup/countTagged.ts';
import type { LinkStore } from '../shared/sync/ports/store.ts';
import { ok, type Refusal, refused } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'switchOff',
    method: 'POST',
    path: 'users/{email}/switch-off',
    action: 'link.switch',
    params: userParams,
    /** What becomes of the events and entries that we made. */
    body: z.strictObject({ events: z.enum(['keep', 'remove']).default('keep') }),
  },
  async (call) => {
    const { app, company, params, body } = call;
    const found = await findLink({ app, company }, params.email);
    if ('problem' in found) return found;
    const removes = body.events === 'remove';
    if (!found.settings && !removes) return ok({ state: 'off' });
    const settings = await settingsOf(app, company, found);
    if ('problem' in settings) return settings;
    const { removing: _, ...rest } = settings;
    const off: LinkSettings = { ...rest, on: false, started: false, ...(removes ? { removing: true } : {}) };
    const what = removes ? 'removalAsked' : 'switchedOff';
    const isNew = removes ? !settings.removing : settings.on;
    const decision = isNew ? decisionOf(call, what) : undefined;
    const written = await app.directory.switchLink(company, off, found.settings?.etag, decision);
    if (!written.ok) return refused('version-stale');
    if (!removes) return ok({ state: 'off' });
    await app.queues.syncLink({ company, link: off.link });
    return { status: 202, body: { state: 'removing' } };
  },
);

companyRoute(
  { name: 'getCreated', method: 'GET', path: 'users/{email}/created', action: 'link.read', params: userParams },
  async ({ app, company, params }) => {
    const found = await findLink({ app, company }, params.email);
    if ('problem' in found) return found;
    const settings = await settingsOf(app, company, found);
    if ('problem' in settings) return settings;
    const known = await countInRows(app.directory.linkStore(company, settings.link));
    if (known) return ok({ ...known, from: 'rows', complete: true });
    const context = await app.linkContext(company, settings.link, settings);
    if (typeof context === 'string') return refused(context);
    const tagged = await countTagged(context);
    if (!tagged.ok) return refused('code' in tagged.failure ? tagged.failure.code : 'internal-error');
    return ok({ ...tagged.value, from: 'tags' });
  },
);

/** The link's settings; where they were lost, those of a link that was never switched on. */
async function settingsOf(app: App, company: string, { user, settings }: UserLink): Promise<LinkSettings | Refusal> {
  if (settings) return settings.value;
  const [source] = await app.directory.sources(company);
  if (!source) return refused('source-not-configured');
  const off = { on: false, started: false, epoch: 1, conflictPolicy: 'mailbox', endsAfter: app.now() } as const;
  return { ...off, link: user.user, source: source.source };
}

/** Undefined where the rows do not know the whole calendar: they were lost, or the listing has not ended. */
async function countInRows(store: LinkStore): Promise<Omit<Created, 'complete'> | undefined> {
  const [[watermark], [enumeration]] = await Promise.all([
    store.load([{ kind: 'mailboxWatermark', name: '' }]),
    store.load([{ kind: 'sourceEnumeration', name: '' }]),
  ]);
  if (watermark?.row.enumerating !== false || enumeration?.row.epoch === undefined) return undefined;
  const counts = { events: 0, entries: 0 };
  await store.pick('pair', ({ row }) => {
    const side = ownSideOf(row);
    if (side !== undefined) counts[side === 'mailbox' ? 'events' : 'entries'] += 1;
    return false;
  });
  return counts;
}
