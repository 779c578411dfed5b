// A company goes over to the connection that it has prepared, and back by the same call; and how far its links are.
import type { App } from '../shared/app/app.ts';
import { decisionOf } from '../shared/links/decision.ts';
import type { ExchangeSettings, LinkSettings } from '../shared/state/directory.ts';
import type { LeaseRow } from '../shared/sync/ports/rows.ts';
import type { RowKind } from '../shared/sync/ports/store.ts';
import { ok, problemView, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { companyRoute } from './http/route.ts';

const cutoverPath = 'exchange/cutover';

companyRoute({ name: 'cutOver', method: 'POST', path: cutoverPath, action: 'exchange.write' }, async (call) => {
  const { app, company } = call;
  const [inUse, next] = await Promise.all([
    app.directory.exchange(company).get(),
    app.directory.nextExchange(company).get(),
  ]);
  if (!inUse) return refused('exchange-not-configured');
  if (!next) return refused('next-exchange-missing');
  const decision = decisionOf(call, 'cutOver');
  if (!(await app.directory.nextExchange(company).exchangePlaces(inUse, next, decision)))
    return refused('version-stale');
  app.settingsChanged(company);
  const links = await linksToCutOver(app, company);
  await askForRuns(app, company, links);
  return { status: 202, body: { from: inUse.value.kind, to: next.value.kind, links: links.length } };
});

companyRoute(
  { name: 'getCutover', method: 'GET', path: cutoverPath, action: 'exchange.read' },
  async ({ app, company }) => {
    const inUse = await app.directory.exchange(company).get();
    if (!inUse) return refused('exchange-not-configured');
    const [links, users, decisions] = await Promise.all([
      linksToCutOver(app, company),
      app.directory.users(company),
      app.directory.companyDecisions(company),
    ]);
    const emails = new Map(users.map(({ user, email }) => [user, email]));
    const stands = await readStands(app, company, links, inUse.value.kind);
    const waiting = stands.filter(({ state }) => state !== 'done');
    const count = (state: Stand['state']): number => stands.filter((each) => each.state === state).length;
    return ok({
      to: inUse.value.kind,
      links: { total: links.length, done: count('done'), inProgress: count('inProgress'), waiting: count('waiting') },
      problems: waiting.flatMap(({ link, problem }) =>
        problem ? [{ email: emails.get(link), ...problemView(problem), since: instantText(problem.at) }] : [],
      ),
      decisions: decisions
        .filter(({ what }) => what === 'cutOver')
        .map(({ at, by }) => ({ at: instantText(at), by }))
        .reverse(),
    });
  },
);

/** Also those that are being removed: what they made is found before it goes. */
const linksToCutOver = async (app: App, company: string): Promise<LinkSettings[]> =>
  (await app.directory.links(company)).filter(({ on, removing }) => on || removing);

const AT_ONCE = 16;

async function askForRuns(app: App, company: string, links: readonly LinkSettings[]): Promise<void> {
  for (let from = 0; from < links.length; from += AT_ONCE) {
    await Promise.all(links.slice(from, from + AT_ONCE).map(({ link }) => app.queues.syncLink({ company, link })));
  }
}

interface Stand {
  readonly link: string;
  /** `waiting`: it has not begun. */
  readonly state: 'done' | 'inProgress' | 'waiting';
  /** What its last run ended in. */
  readonly problem: LeaseRow['problem'] | undefined;
}

async function readStands(
  app: App,
  company: string,
  links: readonly LinkSettings[],
  kind: ExchangeSettings['kind'],
): Promise<Stand[]> {
  const stands: Stand[] = [];
  for (let from = 0; from < links.length; from += AT_ONCE) {
    const some = links.slice(from, from + AT_ONCE);
    stands.push(...(await Promise.all(some.map(({ link }) => readStand(app, company, link, kind)))));
  }
  return stands;
}

async function readStand(app: App, company: string, link: string, kind: ExchangeSettings['kind']): Promise<Stand> {
  const store = app.directory.linkStore(company, link);
  const one = async <K extends RowKind>(row: K) => (await store.load([{ kind: row, name: '' }]))[0];
  const [lease, watermark, cutover] = await Promise.all([one('lease'), one('mailboxWatermark'), one('cutover')]);
  // A link that was never listed, or by a release that knew one interface only, has nothing to find again.
  const isThere = !cutover && (watermark?.row.api ?? kind) === kind;
  const state = isThere ? 'done' : cutover?.row.to === kind ? 'inProgress' : 'waiting';
  return { link, state, problem: lease?.row.problem };
}
