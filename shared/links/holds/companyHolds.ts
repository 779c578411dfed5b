// The users of a company whose deletes wait for a person, and one decision about all of them.
import { atMost } from '../../atMost.ts';
import { stopsCompany } from '../../sync/run/companyHold.ts';
import type { Acting, InCompany } from '../acting.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { decide, type HeldLink, type Hold, type HoldDecision, holdOf } from './holdOf.ts';

export interface HoldCounts {
  readonly links: number;
  readonly deletes: number;
}

export interface CompanyHolds extends HoldCounts {
  /** So many links wait that no link of the company deletes anything. */
  readonly deletesStopped: boolean;
  readonly items: readonly (Hold & { readonly email: string })[];
}

export async function listHolds(scope: InCompany): Promise<CompanyHolds> {
  const store = scope.app.directory.companyStore(scope.company);
  const [held, links] = await Promise.all([heldLinks(scope), store.links()]);
  const on = links.filter((link) => link.on && link.started).length;
  const items = held.map(({ email, hold }) => ({ email, ...holdOf(hold.row) }));
  return { deletesStopped: stopsCompany(held.length, on), ...countsOf(held), items };
}

export interface CompanyDecision extends HoldCounts {
  readonly decision: HoldDecision;
}

/** The counts are those that `listHolds` answered: a hold that has come since then is not decided unseen. */
export async function decideHolds(
  acting: Acting,
  { decision, links, deletes }: CompanyDecision,
): Promise<{ readonly decided: HoldCounts; readonly left: number } | Refusal> {
  const held = await heldLinks(acting);
  if (held.length === 0) return refused('nothing-held');
  const counts = countsOf(held);
  if (counts.links !== links || counts.deletes !== deletes) return refused('holds-changed');
  const decided = await Promise.all(held.map(async (each) => ((await decide(acting, each, decision)) ? [each] : [])));
  return { decided: countsOf(decided.flat()), left: links - decided.flat().length };
}

/** One row of each link. */
const READS_AT_ONCE = 16;

type CompanyHeldLink = HeldLink & { readonly email: string };

/** By the links' own rows: the company's row of a hold may be older. */
async function heldLinks({ app, company }: InCompany): Promise<CompanyHeldLink[]> {
  const store = app.directory.companyStore(company);
  const [holding, links] = await Promise.all([store.holding(), store.links()]);
  const named = links.filter(({ link }) => holding.includes(link));
  const held = await atMost(READS_AT_ONCE, named, async ({ link, email }): Promise<CompanyHeldLink[]> => {
    const hold = await readOnly(app.directory.linkStore(company, link), 'hold');
    return hold?.row.state === 'held' ? [{ link, email, hold }] : [];
  });
  return held.flat();
}

const countsOf = (held: readonly HeldLink[]): HoldCounts => ({
  links: held.length,
  deletes: held.reduce((sum, { hold }) => sum + hold.row.count, 0),
});
