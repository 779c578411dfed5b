// Answers the questions of planning, one at a time, until the plan is made. A failure that concerns the whole link ends
// the run. Planning itself is pure: shared/sync/plan.ts.

import { beginAnew } from '../ingest/beginAnew.ts';
import { answersAboutMeetings } from '../meetings/answer.ts';
import type { Answers, Asking, Question } from '../pair/question.ts';
import { indexKind } from '../pair/row/rows.ts';
import { ok } from '../ports/outcome.ts';
import type { Item, Remote } from '../ports/remote.ts';
import type { Answering } from '../session/answering.ts';
import { unlessRunEnds } from '../session/session.ts';
import { removeOrphan } from './removeOrphan.ts';

type Answerer<K extends Question['kind']> = (
  answering: Answering,
  question: Extract<Question, { readonly kind: K }>,
) => Promise<Answers[K]>;

const ANSWERS: { readonly [K in Question['kind']]: Answerer<K> } = {
  ...answersAboutMeetings,
  async tagged({ session, work }, { side, tag }) {
    const remote: Remote<Item> = session.context[side];
    const found = unlessRunEnds(await remote.findByTag(tag));
    if (!found.ok) return found;
    const kind = indexKind(side);
    await work.load(found.value.map(({ id }) => ({ kind, name: id })));
    return ok(found.value.map((item) => ({ item, holder: work.row(kind, item.id)?.pair })));
  },
  async eventByUid({ session, work }, { uid }) {
    const found = unlessRunEnds(await session.context.mailbox.findByUid(uid));
    if (!found.ok || !found.value) return found as Answers['eventByUid'];
    const item = found.value;
    await work.load([{ kind: 'mailboxIndex', name: item.id }]);
    return ok({ item, holder: work.row('mailboxIndex', item.id)?.pair });
  },
  deletedEvent: async ({ session }, { uid }) => unlessRunEnds(await session.context.mailbox.findDeleted(uid)),
  async moveBack({ session }, { id }) {
    const back = unlessRunEnds(await session.context.mailbox.restore(id));
    return back.ok ? ok(back.value.id) : back;
  },
  removeOrphan: ({ session, look }, { orphan }) => removeOrphan(session, look.row, orphan),
  async losingValue({ session, work }, { name }) {
    await work.load([{ kind: 'history', name }]);
    const row = work.row('history', name);
    return row && { row, opened: row.expiresAt > session.context.now() ? session.context.open(row) : undefined };
  },
  async beginAnew({ work, look }, { entry }) {
    await beginAnew(work, { pair: look.row.pair, entry });
    return undefined;
  },
  async registerHolder({ session: { context } }, { entry }) {
    await context.company.addHolder(context.link, [entry]);
    return undefined;
  },
  async entryIndex({ work }, { entry }) {
    await work.load([{ kind: 'sourceIndex', name: entry }]);
    return work.row('sourceIndex', entry);
  },
  async uidHolder({ work }, { uid }) {
    await work.load([{ kind: 'uidIndex', name: uid }]);
    return work.row('uidIndex', uid)?.pair;
  },
};

/** Answers all questions of `planning` and returns its result. */
export async function answerAll<T>(answering: Answering, planning: Asking<T>): Promise<T> {
  let step = planning.next();
  while (!step.done) step = planning.next(await answer(answering, step.value));
  return step.value;
}

function answer<K extends Question['kind']>(answering: Answering, question: Question): Promise<Answers[K]> {
  // The type of ANSWERS gives each kind of question an answerer of that kind.
  const answerer = ANSWERS[question.kind] as Answerer<Question['kind']>;
  return answerer(answering, question) as Promise<Answers[K]>;
}
