// The progress of a company's links in the cut-over to the connection in use.
import { atMost } from '../../atMost.ts';
import type { Instant } from '../../calendar/event.ts';
import type { ExchangeSettings, LinkSettings } from '../../state/directory.ts';
import type { LeaseRow } from '../../sync/ports/rows.ts';
import type { InCompany } from '../acting.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';

/** The interface to Exchange that a connection speaks. */
export type Api = ExchangeSettings['kind'];

export const REQUESTS_AT_ONCE = 16;

export interface CutoverProgress {
  readonly to: Api;
  /** `waiting`: they have not begun. */
  readonly links: {
    readonly total: number;
    readonly done: number;
    readonly inProgress: number;
    readonly waiting: number;
  };
  /** The problem of the last run, for each link that is not done. */
  readonly problems: readonly { readonly email: string | undefined; readonly problem: LinkProblem }[];
  /** The newest first. */
  readonly decisions: readonly { readonly at: Instant; readonly by: string }[];
}

type LinkProblem = NonNullable<LeaseRow['problem']>;

export async function readCutover(scope: InCompany): Promise<CutoverProgress | Refusal> {
  const { app, company } = scope;
  const inUse = await app.directory.exchange(company).get();
  if (!inUse) return refused('exchange-not-configured');
  const to = inUse.value.kind;
  const [links, users, decisions] = await Promise.all([
    linksToCutOver(scope),
    app.directory.users(company),
    app.directory.companyDecisions(company),
  ]);
  const emails = new Map(users.map(({ user, email }) => [user, email]));
  const steps = await atMost(REQUESTS_AT_ONCE, links, ({ link }) => readStep(scope, link, to));
  const count = (state: LinkStep['state']): number => steps.filter((each) => each.state === state).length;
  return {
    to,
    links: { total: links.length, done: count('done'), inProgress: count('inProgress'), waiting: count('waiting') },
    problems: steps.flatMap(({ link, state, problem }) =>
      problem && state !== 'done' ? [{ email: emails.get(link), problem }] : [],
    ),
    decisions: decisions
      .filter(({ what }) => what === 'cutOver')
      .map(({ at, by }) => ({ at, by }))
      .reverse(),
  };
}

/** Links that are being removed are among them: what they made is found before it goes. */
export const linksToCutOver = async ({ app, company }: InCompany): Promise<readonly LinkSettings[]> =>
  (await app.directory.links(company)).filter(({ on, removing }) => on || removing);

interface LinkStep {
  readonly link: string;
  readonly state: 'done' | 'inProgress' | 'waiting';
  readonly problem: LinkProblem | undefined;
}

async function readStep({ app, company }: InCompany, link: string, to: Api): Promise<LinkStep> {
  const store = app.directory.linkStore(company, link);
  const [lease, watermark, cutover] = await Promise.all([
    readOnly(store, 'lease'),
    readOnly(store, 'mailboxWatermark'),
    readOnly(store, 'cutover'),
  ]);
  // A link that was never listed, or by a release with one interface only, has nothing to find again.
  const isOver = !cutover && (watermark?.row.api ?? to) === to;
  const state = isOver ? 'done' : cutover?.row.to === to ? 'inProgress' : 'waiting';
  return { link, state, problem: lease?.row.problem };
}
