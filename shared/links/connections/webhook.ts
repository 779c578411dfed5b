// The webhook by which a business application says that something changed: made, replaced and ended by the administrator.
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import type { WebhookRow } from '../../state/webhook.ts';
import type { Acting, InCompany } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface Webhook {
  readonly madeAt: Instant;
  /** The former secret counts until then. */
  readonly formerEndsAt?: Instant;
}

interface OfSource {
  readonly source: string;
}

const HOUR_MS = 3_600_000;

/** A new secret, which this call alone answers. The former one counts for `hours` more. */
export async function makeWebhook(
  acting: Acting,
  { source, hours }: OfSource & { readonly hours: number },
): Promise<(Webhook & { readonly secret: string }) | Refusal> {
  const { app, company } = acting;
  if (!(await app.directory.source(company, source).get())) return refused('not-found');
  const resource = app.directory.webhook(company, source);
  const stored = await resource.get();
  const now = app.now();
  const generation = (stored?.value.generation ?? 0) + 1;
  const overlap = stored && !stored.value.ended && hours > 0 ? { formerEndsAt: now + hours * HOUR_MS } : {};
  const row: WebhookRow = { generation, madeAt: now, ...overlap, heard: stored?.value.heard ?? [] };
  const put = await resource.put(row, stored?.etag, decisionOf(acting, 'webhookMade', { fields: [source] }));
  if (!put.ok) return refused('version-stale');
  const [secret = ''] = app.webhookSecrets({ company, source, generation });
  return { ...webhookOf(row, now), secret };
}

export async function readWebhook({ app, company }: InCompany, { source }: OfSource): Promise<Webhook | Refusal> {
  const stored = await app.directory.webhook(company, source).get();
  return stored && !stored.value.ended ? webhookOf(stored.value, app.now()) : refused('not-found');
}

/** No secret of it counts any more. Answers the refusal, or undefined. */
export async function endWebhook(acting: Acting, { source }: OfSource): Promise<Refusal | undefined> {
  const resource = acting.app.directory.webhook(acting.company, source);
  const stored = await resource.get();
  if (!stored || stored.value.ended) return refused('not-found');
  const { formerEndsAt: _, ...row } = stored.value;
  const decision = decisionOf(acting, 'webhookEnded', { fields: [source] });
  const put = await resource.put({ ...row, ended: true }, stored.etag, decision);
  return put.ok ? undefined : refused('version-stale');
}

const webhookOf = ({ madeAt, formerEndsAt }: WebhookRow, now: Instant): Webhook => ({
  madeAt,
  ...(formerEndsAt !== undefined && formerEndsAt > now ? { formerEndsAt } : {}),
});

/** All secrets that count now. */
export function secretsOf(
  app: Pick<App, 'now' | 'webhookSecrets'>,
  of: { readonly company: string; readonly source: string },
  { generation, ended, formerEndsAt }: WebhookRow,
): readonly string[] {
  if (ended) return [];
  const generations =
    formerEndsAt !== undefined && formerEndsAt > app.now() ? [generation, generation - 1] : [generation];
  return generations.flatMap((each) => app.webhookSecrets({ ...of, generation: each }));
}
