// "Why is this entry not there?": a verdict for each match, and what the rows tell of its past.
import type { CalendarEvent, EventField, Instant, LocalDate } from '../../calendar/event.ts';
import { remarksOf, type ShownRemark, storedOtherwise } from '../../sync/pair/facts/remarks.ts';
import type { LinkContext } from '../../sync/ports/link.ts';
import type { Side } from '../../sync/ports/remote.ts';
import type { HistoryRow, HoldRow, LeaseRow, LinkRow, PairRow } from '../../sync/ports/rows.ts';
import type { Stored } from '../../sync/ports/store.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { type Refusal, refused } from '../refusal.ts';
import { explainPair, type Verdict } from './explainPair.ts';
import { type Found, findById, findByTitle, type Match } from './findMatches.ts';
import { shownTitleOf } from './liveItems.ts';
import { itemExists, type PairItems, titleIn } from './pairItems.ts';
import { pairStandingOf } from './pairState.ts';

export type Question =
  | { readonly by: 'entry' | 'event'; readonly id: string }
  /** `date` in the item's own time zone. */
  | { readonly by: 'title'; readonly title: string; readonly date: LocalDate };

/** `notSeenYet`: no run has seen the item. `notHere`: nothing matches the question. */
export type Explanation = Verdict | { readonly state: 'notSeenYet' | 'notHere' };

export interface Explained {
  /** Absent for an item that no run has seen. */
  readonly pair?: string;
  readonly title?: string;
  /** Absent where that could not be read now. */
  readonly inExchange?: boolean;
  readonly inSource?: boolean;
  readonly verdict: Explanation;
  readonly remarks: readonly ShownRemark[];
  /** The values of both sides, where one of them stores a field in another way than it was written. */
  readonly values?: readonly BothValues[];
  /** In the order of time; absent for an item that no run has seen. */
  readonly history?: readonly PastEvent[];
}

export interface BothValues {
  readonly field: EventField;
  readonly inExchange: CalendarEvent[EventField];
  readonly inSource: CalendarEvent[EventField];
}

export interface PastEvent {
  readonly at: Instant;
  readonly what:
    | 'createdInExchange'
    | 'createdInSource'
    | 'valueLost'
    | 'restoreAsked'
    | 'deleted'
    | 'failed'
    | 'lastWrite'
    | 'ended';
  /** The id under which the losing value can be restored. */
  readonly conflict?: string;
  readonly field?: EventField;
  readonly side?: Side;
  readonly why?: HistoryRow['why'];
}

export interface Answer {
  /** Never empty: where nothing matches, the one item says `notHere`. */
  readonly items: readonly Explained[];
  /** False where there may be matches that were not looked at. */
  readonly complete: boolean;
  /** The cursor of the next page of matches; absent on the last one. */
  readonly next?: string;
}

export async function explain(
  scope: InCompany,
  { email, question, ...page }: Page & { readonly email: string; readonly question: Question },
): Promise<Answer | Refusal> {
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  if (!found.settings) return refused('link-not-on');
  const context = await scope.app.linkContext(scope.company, found.settings.value.link);
  if (typeof context === 'string') return refused(context);
  const answer = await findAsked(context, question);
  if ('problem' in answer) return answer;
  const { complete, matches } = answer;
  if (matches.length === 0) return { items: [NOT_HERE], complete };
  const read = (some: readonly Match[]) => explainMatches(context, some);
  const part = await readPage(pageOf(matches, page, nameOf), { nameOf, read });
  if ('problem' in part) return part;
  const { shown: items, ...next } = part;
  return { items, complete, ...next };
}

/** One name for each match, for the cursor. */
const nameOf = (match: Match): string => (match.kind === 'pair' ? match.pair.pair : `${match.side} ${match.item.id}`);

const NOT_HERE: Explained = { verdict: { state: 'notHere' }, remarks: [] };

async function findAsked(context: LinkContext, question: Question): Promise<Found | Refusal> {
  if (question.by === 'title') return findByTitle(context, question.title, question.date);
  const found = await findById(context, question.by === 'entry' ? 'source' : 'mailbox', question.id);
  if ('matches' in found) return found;
  return refused('code' in found ? found.code : 'internal-error');
}

/** The rows that verdicts need beside the pairs. */
interface Around {
  readonly link: LinkRow | undefined;
  readonly lease: LeaseRow | undefined;
  readonly hold: HoldRow | undefined;
  readonly marks: ReadonlyMap<string, Stored<'dirty'>['row']>;
  /** Losing values that can still be restored. */
  readonly losers: readonly Stored<'history'>[];
  readonly now: Instant;
}

async function explainMatches(context: LinkContext, matches: readonly Match[]): Promise<Explained[]> {
  const names = matches.flatMap((match) => (match.kind === 'pair' ? [match.pair.pair] : []));
  const around = await readAround(context, names);
  return matches.map((match) => (match.kind === 'pair' ? explainOne(match, around) : explainUnseen(match, around)));
}

async function readAround({ store, now }: LinkContext, pairs: readonly string[]): Promise<Around> {
  const marks = await store.load(pairs.map((name) => ({ kind: 'dirty', name }) as const));
  const [link, lease, hold] = await Promise.all([
    readOnly(store, 'link'),
    readOnly(store, 'lease'),
    readOnly(store, 'hold'),
  ]);
  const losers = pairs.length > 0 ? await store.list('history') : [];
  return {
    link: link?.row,
    lease: lease?.row,
    hold: hold?.row,
    marks: new Map(marks.flatMap((mark) => (mark ? [[mark.row.pair, mark.row]] : []))),
    losers: losers.filter(({ row }) => row.expiresAt > now()),
    now: now(),
  };
}

function explainOne({ pair, items }: Extract<Match, { kind: 'pair' }>, around: Around): Explained {
  const { link, lease, hold, now } = around;
  const lost = around.losers.filter(({ row }) => row.pair === pair.pair);
  const title = titleIn(items);
  const [inExchange, inSource] = [itemExists(items.mailbox), itemExists(items.source)];
  const losers = lost.map(({ row }) => row);
  return {
    pair: pair.pair,
    ...(title === undefined ? {} : { title }),
    ...(inExchange === undefined ? {} : { inExchange }),
    ...(inSource === undefined ? {} : { inSource }),
    verdict: explainPair({ pair, mark: around.marks.get(pair.pair), losers, link, lease, hold, now }),
    remarks: remarksOf(pair, now),
    ...valuesOf(pair, items),
    history: historyOf(pair, lost, lease),
  };
}

/** Read live: no row holds a value. */
function valuesOf(pair: PairRow, { mailbox, source }: PairItems): Pick<Explained, 'values'> {
  const [event, entry] = [mailbox, source].map((read) => (read?.ok ? read.value.content : undefined));
  if (event?.kind !== 'event' || entry?.kind !== 'event') return {};
  const values = storedOtherwise(pair).map(({ field }) => ({
    field,
    inExchange: event.event[field],
    inSource: entry.event[field],
  }));
  return values.length > 0 ? { values } : {};
}

/** Where the link is off, no run will see the item. */
const explainUnseen = ({ side, item }: Extract<Match, { kind: 'unseen' }>, { link }: Around): Explained => ({
  title: shownTitleOf(item),
  inExchange: side === 'mailbox',
  inSource: side === 'source',
  verdict: link?.on === false ? { state: 'waiting', for: 'switchOn' } : { state: 'notSeenYet' },
  remarks: [],
});

/** The past of a pair, as the rows tell it. */
function historyOf(
  pair: PairRow,
  lost: readonly Stored<'history'>[],
  lease: LeaseRow | undefined,
): readonly PastEvent[] {
  const past = (at: Instant | undefined, what: PastEvent['what'], more: Partial<PastEvent> = {}): PastEvent[] =>
    at === undefined ? [] : [{ at, what, ...more }];
  const standing = pairStandingOf(pair);
  return [
    ...past(pair.mailbox?.madeAt, 'createdInExchange'),
    ...past(pair.source?.madeAt, 'createdInSource'),
    ...lost.flatMap(({ name, row: { at, field, side, why, restore } }) => [
      ...past(at, 'valueLost', { conflict: name, field, side, why }),
      ...past(restore?.at, 'restoreAsked', { conflict: name }),
    ]),
    ...past(lease?.deletes.find((each) => each.pair === pair.pair)?.at, 'deleted'),
    ...past(pair.problem?.at, 'failed'),
    ...past(pair.writtenAt, 'lastWrite'),
    ...past(standing.state === 'ended' ? standing.at : undefined, 'ended'),
  ].sort((a, b) => a.at - b.at);
}
