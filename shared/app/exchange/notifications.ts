// Change notifications of Microsoft joined: each link that is on has a subscription, and an arriving notification counts
// only when it belongs to one. Notifications make a run come sooner; without them the timer does everything. A failure
// here is therefore never a failure of a link.
import { createHash } from 'node:crypto';
import { sameSecret } from '../../access/apiKeys.ts';
import type { Instant } from '../../calendar/event.ts';
import type { GraphConnection } from '../../exchange/graph/connection/connection.ts';
import { grantOf } from '../../exchange/graph/http/grant.ts';
import { createGraphSubscriptions, type SubscriptionAsked } from '../../exchange/graph/subscriptions.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock, Ids } from '../../seams.ts';
import type { Directory, ExchangeSettings, GraphSettings, LinkSettings, Versioned } from '../../state/directory.ts';
import type { StandingSubscription, StoredSubscription, SubscriptionRow } from '../../state/subscription.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Graph } from './graph.ts';

/** The parts of a notification that are used here. */
export interface Notification {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientState: string;
  /** Of a lifecycle notification. */
  readonly lifecycleEvent?: string | undefined;
}

export interface Notifications {
  /**
   * Makes, renews and ends the subscriptions of a company's links, as far as something is due, until `deadline`. Answers
   * what failed, by the code of its problem; each is tried again later. Throws StoreUnavailable.
   */
  keep(company: string, deadline: Instant): Promise<ReadonlyMap<ProblemCode, number>>;
  /** True when one of these belongs to the link's subscription, and the link needs a run. Throws StoreUnavailable. */
  hear(company: string, link: string, notifications: readonly Notification[]): Promise<boolean>;
}

export interface NotificationParts {
  readonly directory: Directory;
  readonly now: Clock;
  readonly newId: Ids;
  /** The address of the notifications, and for how long a subscription is asked for; without it there are none. */
  readonly receive: { readonly url: string; readonly lifetimeMs: number } | undefined;
  readonly graph: Pick<Graph, 'connect'>;
}

/** The most links of a company in one tick; a larger company takes several ticks. */
const LINKS_PER_TICK = 200;
/** Requests at a time; each is about another mailbox. */
const AT_ONCE = 4;
const RETRY_MS = 3_600_000;
/** A subscription is renewed after this part of its time, and up to so much more of it: not all at once. */
const RENEWED_AFTER = 0.5;
const SPREAD = 0.3;

export function createNotifications(parts: NotificationParts): Notifications {
  const { directory, now } = parts;
  return {
    async keep(company, deadline) {
      const failures = new Map<ProblemCode, number>();
      const rows = await directory.subscriptions(company).list();
      const graph = overGraph(await directory.exchange(company).get());
      const links = graph && parts.receive ? (await directory.links(company)).filter(({ on }) => on) : [];
      const tasks = dueTasks(links, rows, now()).slice(0, LINKS_PER_TICK);
      if (tasks.length === 0) return failures;
      // After a cut-over to EWS, the former connection ends its own subscriptions.
      const reaching = graph ?? overGraph(await directory.nextExchange(company).get());
      const opened = reaching && (await parts.graph.connect(company, reaching));
      // Without a connection, a subscription that is to end is forgotten all the same.
      const connection = typeof opened === 'string' ? undefined : opened?.connection;
      if (typeof opened === 'string') failures.set(opened, 1);
      const keeper: Keeper = { parts, company, connection, addresses: await addressesOf(directory, company) };
      for (let from = 0; from < tasks.length && now() < deadline; from += AT_ONCE) {
        const done = await Promise.all(tasks.slice(from, from + AT_ONCE).map((task) => perform(keeper, task)));
        for (const failure of done) if (failure) count(failures, failure);
        if (done.some((failure) => failure?.kind === 'throttled')) break;
      }
      return failures;
    },

    async hear(company, link, notifications) {
      const stored = await directory.subscriptions(company).get(link);
      const standing = stored?.value.standing;
      if (!standing) return false;
      const ours = notifications.filter((each) => isOf(standing, each));
      if (ours.length === 0) return false;
      const row = afterLifecycle(stored.value, new Set(ours.map(({ lifecycleEvent }) => lifecycleEvent)), now());
      // A write in between is newer than this notification and stands.
      if (row) await directory.subscriptions(company).put(row, stored.etag);
      return ours.some(({ lifecycleEvent }) => lifecycleEvent !== 'reauthorizationRequired');
    },
  };
}

const overGraph = (settings: Versioned<ExchangeSettings> | undefined): Versioned<GraphSettings> | undefined =>
  settings?.value.kind === 'graph' ? { value: settings.value, etag: settings.etag } : undefined;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

function isOf(standing: StandingSubscription, { subscriptionId, tenantId, clientState }: Notification): boolean {
  return (
    subscriptionId === standing.id &&
    tenantId.toLowerCase() === standing.tenant.toLowerCase() &&
    sameSecret(hashOf(clientState), standing.clientStateHash)
  );
}

/** The row that a lifecycle event asks for; the timer's next tick acts on it. Undefined when the row stays as it is. */
function afterLifecycle(
  { link, standing }: SubscriptionRow,
  events: ReadonlySet<string | undefined>,
  now: Instant,
): SubscriptionRow | undefined {
  if (events.has('subscriptionRemoved')) return { link, dueAt: now };
  return events.has('reauthorizationRequired') && standing ? { link, standing, dueAt: now } : undefined;
}

type Task =
  | { readonly do: 'end'; readonly row: StoredSubscription }
  | { readonly do: 'keep'; readonly link: string; readonly row: StoredSubscription | undefined };

/** Subscriptions that are due to be made, renewed or ended; the longest overdue first. */
function dueTasks(links: readonly LinkSettings[], rows: readonly StoredSubscription[], now: Instant): Task[] {
  const on = new Set(links.map(({ link }) => link));
  const known = new Map(rows.map((row) => [row.value.link, row]));
  const ends = rows.filter(({ value }) => !on.has(value.link)).map((row): Task => ({ do: 'end', row }));
  const due = links
    .map(({ link }) => ({ link, row: known.get(link), dueAt: known.get(link)?.value.dueAt ?? now }))
    .filter(({ dueAt }) => dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt);
  return [...due.map(({ link, row }): Task => ({ do: 'keep', link, row })), ...ends];
}

interface Keeper {
  readonly parts: NotificationParts;
  readonly company: string;
  /** Undefined when the company has left Microsoft 365, or cannot be reached there. */
  readonly connection: GraphConnection | undefined;
  /** By link. */
  readonly addresses: ReadonlyMap<string, string>;
}

async function addressesOf(directory: Directory, company: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await directory.users(company)).map(({ user, email }) => [user, email]));
}

async function perform(keeper: Keeper, task: Task): Promise<Failure | undefined> {
  return task.do === 'end' ? end(keeper, task.row) : keep(keeper, task.link, task.row);
}

/** A subscription that Microsoft does not end now ends by itself within days. Without its row it counts for nothing. */
async function end(keeper: Keeper, { value, etag }: StoredSubscription): Promise<Failure | undefined> {
  const { parts, company, connection, addresses } = keeper;
  const mailbox = addresses.get(value.link);
  const removed =
    value.standing && mailbox !== undefined && connection
      ? await createGraphSubscriptions(connection).remove(mailbox, value.standing.id)
      : ok(undefined);
  const again = !removed.ok && (removed.failure.kind === 'throttled' || removed.failure.kind === 'transient');
  const over = (value.standing?.expiresAt ?? 0) <= parts.now();
  if (!again || over) await parts.directory.subscriptions(company).remove(value.link, etag);
  return removed.ok ? undefined : removed.failure;
}

async function keep(
  { parts, company, connection, addresses }: Keeper,
  link: string,
  row: StoredSubscription | undefined,
): Promise<Failure | undefined> {
  const { now, directory } = parts;
  const mailbox = addresses.get(link);
  if (!connection || !parts.receive || mailbox === undefined) return undefined;
  const url = `${parts.receive.url}?${new URLSearchParams({ company, link })}`;
  const expiresAt = now() + parts.receive.lifetimeMs;
  const asked = { mailbox, url, expiresAt };
  const renewed = await renewOrMake({ newId: parts.newId, connection, asked, standing: row?.value.standing });
  const { put } = directory.subscriptions(company);
  if (renewed.ok) {
    const dueAt = renewalOf(link, renewed.value.expiresAt, now());
    await put({ link, standing: renewed.value, dueAt }, row?.etag);
    return undefined;
  }
  const { failure } = renewed;
  const former = row?.value.standing;
  const standing = former && former.expiresAt > now() ? { standing: former } : {};
  const retryAt = failure.kind === 'throttled' ? failure.retryAt : now() + RETRY_MS;
  const code = codeOf(failure);
  const known = row?.value.problem;
  const problem = known?.code === code ? known : { code, at: now() };
  await put({ link, ...standing, dueAt: retryAt, problem }, row?.etag);
  return failure;
}

/** Renews the subscription that stands, or makes one. */
async function renewOrMake({
  newId,
  connection,
  asked,
  standing,
}: {
  readonly newId: Ids;
  readonly connection: GraphConnection;
  readonly asked: Omit<SubscriptionAsked, 'clientState'>;
  readonly standing: StandingSubscription | undefined;
}): Promise<Outcome<StandingSubscription>> {
  const subscriptions = createGraphSubscriptions(connection);
  if (standing) {
    const renewed = await subscriptions.renew(asked.mailbox, { id: standing.id, expiresAt: asked.expiresAt });
    if (renewed.ok) return ok({ ...standing, expiresAt: renewed.value.expiresAt });
    if (renewed.failure.kind !== 'gone') return renewed;
  }
  const token = await connection.token(false);
  const tenant = token.ok ? grantOf(token.token)?.tenant : undefined;
  if (tenant === undefined) return failed({ kind: 'transient', code: 'exchange-token-refused' });
  // 36 random bytes.
  const clientState = `${newId()}${newId()}${newId()}`;
  const made = await subscriptions.create({ ...asked, clientState });
  return made.ok ? ok({ ...made.value, tenant, clientStateHash: hashOf(clientState) }) : made;
}

/** The moment depends on the link, so that links that were subscribed in one tick are not all renewed in one tick. */
function renewalOf(link: string, expiresAt: Instant, now: Instant): Instant {
  const part = createHash('sha256').update(link).digest().readUInt16BE() / 0x1_0000;
  return now + Math.round((expiresAt - now) * (RENEWED_AFTER + SPREAD * part));
}

const codeOf = (failure: Failure): ProblemCode => ('code' in failure ? failure.code : 'exchange-error');

function count(failures: Map<ProblemCode, number>, failure: Failure): void {
  const code = codeOf(failure);
  failures.set(code, (failures.get(code) ?? 0) + 1);
}
