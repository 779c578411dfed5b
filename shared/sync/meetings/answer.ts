// Answers the questions of planning about meetings, from the company's rows and from the source.

import type { Answers, EntryHolder, Question } from '../pair/question.ts';
import { hasEnded } from '../pair/row/standing.ts';
import { failed, type Outcome, ok } from '../ports/outcome.ts';
import type { SourceItem } from '../ports/source.ts';
import type { LinkRegistration } from '../ports/store.ts';
import type { Answering } from '../session/answering.ts';
import { readAll } from '../session/readAll.ts';
import { type Session, unlessRunEnds } from '../session/session.ts';
import { abandonedBy, publishInvitation, publishKnown, publishMade } from './publishMeeting.ts';

type Answerer<K extends Question['kind']> = (
  answering: Answering,
  question: Extract<Question, { readonly kind: K }>,
) => Promise<Answers[K]>;

type AboutMeetings =
  | 'entriesTagged'
  | 'readEntry'
  | 'links'
  | 'meeting'
  | 'meetingOfEntry'
  | 'claim'
  | 'renewClaim'
  | 'publishMade'
  | 'publishKnown'
  | 'publishInvitation'
  | 'setPart'
  | 'entryHolder';

const MISSING = failed({ kind: 'transient', code: 'source-unavailable', detail: 'answers are missing' });

export const answersAboutMeetings: { readonly [K in AboutMeetings]: Answerer<K> } = {
  entriesTagged: async ({ session }, { tag }) => unlessRunEnds(await session.context.source.findByTag(tag)),
  async readEntry({ session }, { entry }) {
    const [read = MISSING]: Outcome<SourceItem>[] = await session.context.source.read([entry]);
    return unlessRunEnds(read);
  },
  links: ({ session }) => linksOf(session),
  meeting: ({ session }, { uid }) => session.context.company.meeting(uid),
  async meetingOfEntry({ session }, { entry }) {
    const [uid] = await session.context.company.meetingsOf([entry]);
    return uid;
  },
  async claim({ session: { context }, look }, { uid, stored }) {
    const { company, link, now, newId } = context;
    const row = { link, pair: look.row.pair, nonce: newId(), at: now(), abandoned: abandonedBy(stored?.row) };
    return (await company.claimMeeting(uid, row, stored?.etag)) ? row : undefined;
  },
  renewClaim: ({ session: { context } }, { uid, stored: { row, etag } }) =>
    context.company.claimMeeting(uid, { ...row, at: context.now() }, etag),
  publishMade: ({ session, look }, { uid, nonce, entry }) =>
    publishMade(session, { uid, pair: look.row.pair, nonce, entry }),
  publishKnown: ({ session, look }, { uid, entry, stored }) =>
    publishKnown(session, { uid, pair: look.row.pair, entry }, stored),
  publishInvitation: ({ session, look }, { uid, entry }) =>
    publishInvitation(session, { uid, pair: look.row.pair, entry }),
  async setPart({ session }, { entry: { id, version }, part }) {
    if (!session.holdsLease()) return undefined;
    const { source, email } = session.context;
    const [answer] = await source.setParts([{ id, version, email, part }]);
    if (!answer) return undefined;
    const written = unlessRunEnds(answer);
    return written.ok ? ok(undefined) : written;
  },
  entryHolder: (answering, { entry }) => holderOf(answering, entry),
};

/** The company's links are the same for a whole run, so they are asked for once. */
const asked = new WeakMap<Session, Promise<LinkRegistration[]>>();

function linksOf(session: Session): Promise<LinkRegistration[]> {
  const known = asked.get(session) ?? session.context.company.links();
  asked.set(session, known);
  return known;
}

/** The other pair that holds the entry: as planned in this chunk, or as its rows and its event read. */
async function holderOf(
  { session, work, look, planned }: Answering,
  entry: SourceItem,
): Promise<EntryHolder | 'later' | 'taken' | undefined> {
  await work.load([{ kind: 'sourceIndex', name: entry.id }]);
  const pair = work.row('sourceIndex', entry.id)?.pair;
  if (pair === undefined || pair === look.row.pair) return undefined;
  await work.load([{ kind: 'pair', name: pair }]);
  const plan = planned?.(pair);
  const row = plan?.row ?? work.row('pair', pair);
  if (!row) return undefined;
  if (row.intents.mailbox || row.intents.source) return 'later';
  if (row.mailbox && row.mailbox.madeAt === undefined && !hasEnded(row)) return 'taken';
  if (plan?.failure) return 'later';
  if (row.mailbox) await work.load([{ kind: 'mailboxIndex', name: row.mailbox.id }]);
  if (plan) return { row, mailbox: plan.mailbox, source: plan.source, losers: plan.losers, deletes: plan.deletes };
  const source = { state: 'present', item: entry } as const;
  if (!row.mailbox) return { row, mailbox: { state: 'absent' }, source, losers: [], deletes: 0 };
  const [read = MISSING] = await readAll(session.context.mailbox, [row.mailbox.id]);
  if (read.ok) return { row, mailbox: { state: 'present', item: read.value }, source, losers: [], deletes: 0 };
  if (read.failure.kind === 'gone') return { row, mailbox: { state: 'gone' }, source, losers: [], deletes: 0 };
  unlessRunEnds(read);
  return 'later';
}
