// Before new half pairs are matched, both sides are asked for what this link has forgotten: its rows may have been restored
// to an earlier time. An entry that was made from a new event may be among the news that no poll has brought yet. And a tag
// of ours whose pair has no row says for certain that rows were lost.
import type { Instant } from '../../calendar/event.ts';
import { pollSource } from '../poll/poll.ts';
import type { PairRow } from '../ports/rows.ts';
import type { Stored } from '../ports/store.ts';
import { type Head, isNew } from '../session/head.ts';
import { required, type Session } from '../session/session.ts';
import { DONE, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { commitWatermark } from './commitWatermark.ts';
import { ingestInbox, listEntries } from './ingestSource.ts';

/** Costs a run with new events one request to the source, and a few to the tables. */
export async function askForForgotten(session: Session, head: Head): Promise<StepResult> {
  if (!session.link.started || !session.unmatched.hasNew()) return DONE;
  const { source, company, store } = session.context;
  if (session.unmatched.hasNew('newEvent')) {
    for (let more = true; more && !session.outOfTime(); ) {
      ({ more } = required(await pollSource({ source, company })));
    }
  }
  // Also the rows of a poll that came after this run had read its head.
  const news = await ingestInbox(session, { ...head, inbox: await store.list('inbox') });
  if (news.is === 'ends') return news;
  const listed = await listForgotten(session, await forgottenHalves(session));
  return listed.is === 'ends' ? listed : { is: 'done', changed: news.changed || listed.changed };
}

/** When half pairs were seen first whose tag names a pair that has no row. */
interface Forgotten {
  readonly events: Instant | undefined;
  readonly entries: Instant | undefined;
}

async function forgottenHalves({ context: { store } }: Session): Promise<Forgotten> {
  const marks = (await store.list('dirty')).filter(({ row }) => isNew(row));
  const pairs = await store.load(marks.map(({ row }) => ({ kind: 'pair', name: row.pair }) as const));
  const latest = (isOf: (row: PairRow) => boolean): Instant | undefined => {
    const seen = marks.flatMap(({ row: { at } }, index) => {
      const pair = pairs[index]?.row;
      return pair?.firstSeen?.of !== undefined && isOf(pair) ? [at] : [];
    });
    return seen.length === 0 ? undefined : Math.max(...seen);
  };
  return {
    // Over Graph nothing tells our event from a copy of it.
    events: latest(({ mailbox }) => mailbox !== undefined),
    entries: latest(({ source }) => source?.madeAt !== undefined),
  };
}

/** Lists the other side of each, unless it has been listed since. */
async function listForgotten(session: Session, { events, entries }: Forgotten): Promise<StepResult> {
  const { store } = session.context;
  const [mailboxWatermark] = await store.list('mailboxWatermark');
  const [sourceEnumeration] = await store.list('sourceEnumeration');
  if (mailboxWatermark && isDue(entries, mailboxWatermark.row.listedAt)) {
    await listMailboxNext(session, mailboxWatermark);
    return goOnLater(session);
  }
  if (!sourceEnumeration || !isDue(events, sourceEnumeration.row.listedAt)) return DONE;
  const { epoch } = session.link;
  const row = { ...sourceEnumeration.row, epoch: epoch - 1 };
  return listEntries(session, { sourceEnumeration: { ...sourceEnumeration, row } });
}

const isDue = (seen: Instant | undefined, listedAt: Instant | undefined): boolean =>
  seen !== undefined && (listedAt === undefined || listedAt < seen);

/** The next run enumerates the folder. */
async function listMailboxNext(session: Session, stored: Stored<'mailboxWatermark'>): Promise<void> {
  const { watermark: _, ...row } = stored.row;
  const work = new Work(session);
  await commitWatermark(work, { kind: 'mailboxWatermark', row: { ...row, enumerating: true } }, stored);
}
