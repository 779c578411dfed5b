// "Why is this entry not there?": for each match a verdict, and what is known of its past.
import { z } from 'zod';
import { linkOf } from '../shared/links/findLink.ts';
import { type Found, findById, findByTitle, type Match } from '../shared/links/findMatches.ts';
import { titleOf } from '../shared/links/liveItems.ts';
import { stands, titleIn } from '../shared/links/pairItems.ts';
import { explainPair } from '../shared/sync/explain.ts';
import type { LinkContext } from '../shared/sync/ports/link.ts';
import type { Failure } from '../shared/sync/ports/outcome.ts';
import type { HistoryRow, LeaseRow, LinkRow, PairRow } from '../shared/sync/ports/rows.ts';
import { ok, type Refusal, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { remarksView, unknownView, verdictView } from './views/verdictView.ts';

const question = z
  .strictObject({
    // Of one occurrence, too.
    entry: z
      .string()
      .regex(/^[\w.~@=+:,-]{1,128}(![\w:-]{1,40})?$/, 'must be the id of an entry')
      .optional(),
    event: z
      .string()
      .regex(/^[\w+/=-]{1,1000}$/, 'must be the id of an event')
      .optional(),
    title: z.string().trim().min(1, 'must not be empty').max(255, 'is too long').optional(),
    date: z.iso
      .date('must be a date, such as 2026-12-01')
      .refine((date) => date < '9999-12-31', 'must be before 9999-12-31')
      .optional(),
  })
  .refine(
    ({ entry, event, title, date }) =>
      [entry, event, title].filter((each) => each !== undefined).length === 1 &&
      (title === undefined) === (date === undefined),
    'must name an entry, or an event, or a title and a date',
  );

companyRoute(
  {
    name: 'explain',
    method: 'GET',
    path: 'users/{email}/explain',
    action: 'link.read',
    params: userParams,
    query: question,
  },
  async ({ app, company, params, query }) => {
    const found = await linkOf(app, company, params.email);
    if ('problem' in found) return found;
    if (!found.settings) return refused('link-not-on');
    const context = await app.linkContext(company, found.settings.value.link);
    if (typeof context === 'string') return refused(context);
    const answer = await find(context, query);
    if ('problem' in answer) return answer;
    const items = await matchViews(context, answer.matches);
    return ok({ items: items.length > 0 ? items : [unknownView('notHere')], complete: answer.complete });
  },
);

async function find(
  context: LinkContext,
  { entry, event, title, date }: z.output<typeof question>,
): Promise<Found | Refusal> {
  if (title !== undefined && date !== undefined) return findByTitle(context, title, date);
  const found = await (entry === undefined
    ? findById(context, 'mailbox', event ?? '')
    : findById(context, 'source', entry));
  return 'matches' in found ? found : refused(problemCodeOf(found));
}

const problemCodeOf = (failure: Failure) => ('code' in failure ? failure.code : 'internal-error');

async function matchViews(context: LinkContext, matches: readonly Match[]): Promise<object[]> {
  const { store, now } = context;
  const names = matches.flatMap((match) => (match.kind === 'pair' ? [match.pair.pair] : []));
  const marks = await store.load(names.map((name) => ({ kind: 'dirty', name }) as const));
  const [[link], [lease], [hold]] = await Promise.all([
    store.load([{ kind: 'link', name: '' }]),
    store.load([{ kind: 'lease', name: '' }]),
    store.load([{ kind: 'hold', name: '' }]),
  ]);
  const history = names.length > 0 ? (await store.list('history')).filter(({ row }) => row.expiresAt > now()) : [];
  return matches.map((match) => {
    if (match.kind === 'unseen') return unseenView(match, link?.row);
    const { pair, items } = match;
    const lost = history.filter(({ row }) => row.pair === pair.pair);
    const mark = marks[names.indexOf(pair.pair)]?.row;
    const losers = lost.map(({ row }) => row);
    const title = titleIn(items);
    const verdict = explainPair({
      pair,
      mark,
      losers,
      link: link?.row,
      lease: lease?.row,
      hold: hold?.row,
      now: now(),
    });
    return {
      pair: pair.pair,
      ...(title === undefined ? {} : { title }),
      ...standing({ inExchange: stands(items.mailbox), inSource: stands(items.source) }),
      ...verdictView(verdict),
      ...remarksView(pair),
      history: historyOf(pair, lost, lease?.row),
    };
  });
}

/** Where the link is off, no run will see it. */
const unseenView = ({ side, item }: Extract<Match, { kind: 'unseen' }>, link: LinkRow | undefined): object => ({
  title: titleOf(item),
  inExchange: side === 'mailbox',
  inSource: side === 'source',
  ...(link?.on === false ? verdictView({ state: 'waiting', for: 'switchOn' }) : unknownView('notSeenYet')),
});

/** What could not be read now is left away. */
const standing = (given: Readonly<Record<string, boolean | undefined>>): object =>
  Object.fromEntries(Object.entries(given).filter(([, stands]) => stands !== undefined));

/** What the rows tell of the past, in the order of time; losing values by the id under which they can be restored. */
function historyOf(
  pair: PairRow,
  lost: readonly { readonly name: string; readonly row: HistoryRow }[],
  lease: LeaseRow | undefined,
): object[] {
  const at = (time: number | undefined, what: string, more: object = {}) =>
    time === undefined ? [] : [{ time, what, ...more }];
  const past = [
    ...at(pair.mailbox?.madeAt, 'createdInExchange'),
    ...at(pair.source?.madeAt, 'createdInSource'),
    ...lost.flatMap(({ name, row }) => [
      ...at(row.at, 'valueLost', { conflict: name, field: row.field, side: row.side, why: row.why }),
      ...at(row.restore?.at, 'restoreAsked', { conflict: name }),
    ]),
    ...at(lease?.deletes.find((each) => each.pair === pair.pair)?.at, 'deleted'),
    ...at(pair.problem?.at, 'failed'),
    ...at(pair.writtenAt, 'lastWrite'),
    ...at(pair.doneAt, 'ended'),
  ];
  return past.sort((a, b) => a.time - b.time).map(({ time, ...rest }) => ({ at: instantText(time), ...rest }));
}
