// Pages of mailbox changes become marks. Each page's watermark commits with its marks (I6).

import type { MailboxItem, MailboxPage } from '../ports/mailbox.ts';
import type { LinkStore, Stored } from '../ports/store.ts';
import type { Head } from '../session/head.ts';
import { readAll } from '../session/readAll.ts';
import { required, type Session } from '../session/session.ts';
import { CHANGED, DONE, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { adoptRules } from './adoptRules.ts';
import { checkCalendar } from './checkCalendar.ts';
import { commitWatermark } from './commitWatermark.ts';
import { KnownIndex } from './knownIndex.ts';
import { observeEvents } from './observe.ts';

/** Ends the run where its time is over before the last page. The next run goes on from the watermark. */
export async function ingestMailbox(session: Session, { mailboxWatermark: head }: Head): Promise<StepResult> {
  if (!head) adoptRules(session);
  const { mailbox, store } = session.context;
  const seen = new Set<string>();
  const created = createdMarksIn(store);
  let stored = head;
  let watermark = head?.row.watermark;
  let enumerating = head?.row.enumerating ?? true;
  // The very first enumeration finds no index rows, so none can be missing from it.
  let lookForUnseen = head !== undefined;
  let known = await knownIndex(session, head, enumerating);
  let checked = await checkCalendar(session, head, false);
  for (;;) {
    const page = required(await mailbox.changes(watermark));
    if (page === 'watermarkInvalid') {
      checked = await checkCalendar(session, stored, true);
      watermark = undefined;
      enumerating = true;
      lookForUnseen = true;
      known = await KnownIndex.read(store, ['mailboxIndex', 'uidIndex']);
      seen.clear();
      continue;
    }
    const isSame = page.watermark === stored?.row.watermark && page.changes.length === 0 && !page.more;
    const isKnown = checked.connection === stored?.row.connection && checked.api === stored?.row.api;
    if (isSame && isKnown) return DONE;
    const work = new Work(session);
    await observePage(work, page, { seen: lookForUnseen ? seen : undefined, known, created });
    const ended = enumerating && !page.more;
    if (ended && lookForUnseen) {
      for (const index of await store.list('mailboxIndex')) {
        if (!seen.has(index.row.id)) work.mark(index.row.pair, 'unseen');
      }
    }
    enumerating = enumerating && page.more;
    const listedAt = ended ? session.lease.startedAt : stored?.row.listedAt;
    const row = {
      watermark: page.watermark,
      enumerating,
      ...checked,
      ...(listedAt === undefined ? {} : { listedAt }),
    };
    stored = await commitWatermark(work, { kind: 'mailboxWatermark', row }, stored);
    if (isSame) return DONE;
    watermark = page.watermark;
    if (!page.more) return CHANGED;
    if (session.outOfTime()) return goOnLater(session);
  }
}

/** Only an enumeration meets so many ids that reading all index rows is cheaper than reading each. */
async function knownIndex(
  session: Session,
  head: Stored<'mailboxWatermark'> | undefined,
  enumerating: boolean,
): Promise<KnownIndex | undefined> {
  if (!head) return KnownIndex.none();
  return enumerating ? KnownIndex.read(session.context.store, ['mailboxIndex', 'uidIndex']) : undefined;
}

/** Marks of events that we made, by pair. They are listed at a run's first echo: after a first run there are many. */
type CreatedMarks = () => Promise<Map<string, Stored<'dirty'>>>;

function createdMarksIn(store: LinkStore): CreatedMarks {
  let marks: Map<string, Stored<'dirty'>> | undefined;
  return async () => {
    marks ??= new Map(
      (await store.list('dirty')).filter(({ row }) => row.why === 'created').map((mark) => [mark.row.pair, mark]),
    );
    return marks;
  };
}

interface Enumeration {
  readonly created: CreatedMarks;
  /**
   * Ids that the enumeration has shown. Undefined where nothing can be missing: the ids of a whole folder take memory.
   */
  readonly seen: Set<string> | undefined;
  readonly known: KnownIndex | undefined;
}

async function observePage(work: Work, page: MailboxPage, { seen, known, created }: Enumeration): Promise<void> {
  const { session } = work;
  known?.tell(
    work,
    'mailboxIndex',
    page.changes.map((change) => change.id),
  );
  await work.load(page.changes.map((change) => ({ kind: 'mailboxIndex', name: change.id })));
  const unknown: string[] = [];
  const echoes: string[] = [];
  for (const change of page.changes) {
    seen?.add(change.id);
    const index = work.row('mailboxIndex', change.id);
    if (!index) {
      if (change.kind === 'changed') unknown.push(change.id);
      continue;
    }
    // The same version is the echo of our own write.
    if (change.kind === 'removed' || index.version !== change.version) work.mark(index.pair, 'changed');
    else echoes.push(index.pair);
  }
  await endCreated(work, echoes, created);
  const items = await readExisting(session, unknown);
  known?.tell(
    work,
    'uidIndex',
    items.map((item) => item.uid),
  );
  await observeEvents(work, items);
}

/** The mailbox has shown these events, so it will also report their deletes: their marks can end. */
async function endCreated(work: Work, pairs: readonly string[], created: CreatedMarks): Promise<void> {
  if (pairs.length === 0) return;
  const marks = await created();
  for (const pair of pairs) {
    const mark = marks.get(pair);
    if (!mark) continue;
    work.know(mark);
    marks.delete(pair);
    if (work.row('dirty', pair)?.why === 'created') work.remove(pair, 'dirty', pair);
  }
}

/**
 * Reads items. An id that is gone by now came and went. Any other failure ends the run before the watermark passes it.
 */
export async function readExisting(session: Session, ids: readonly string[]): Promise<MailboxItem[]> {
  const items: MailboxItem[] = [];
  for (const read of await readAll(session.context.mailbox, ids)) {
    if (read.ok) items.push(read.value);
    else if (read.failure.kind !== 'gone') required(read);
  }
  return items;
}
