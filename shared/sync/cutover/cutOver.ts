// A link goes over to another interface of the same mailbox, or back. EWS and Graph have ids, versions and watermarks
// of their own, so its pairs find their events again. Nothing is written to a calendar, and until it is done the link
// does nothing else. Each step goes on where a killed run left it. A cut-over that is turned round begins anew.

import { writesMayLand } from '../cleanup/forget.ts';
import { readExisting } from '../ingest/ingestMailbox.ts';
import { LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import { asLost } from '../pair/row/lostId.ts';
import { setAside } from '../pair/row/standing.ts';
import type { CutoverRow } from '../ports/cutoverRow.ts';
import { readerByFormerId } from '../ports/formerConnection.ts';
import { ROWS_PER_TRANSACTION, type Stored } from '../ports/store.ts';
import type { Head } from '../session/head.ts';
import { RunOvertaken, required, type Session } from '../session/session.ts';
import { goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { sameCalendar } from './sameCalendar.ts';
import { type Stray, Strays } from './strays.ts';
import { type Search, takeUp } from './takeUp.ts';

export async function cutOver(session: Session, head: Head): Promise<StepResult> {
  const { context } = session;
  const former = (await context.former?.()) ?? {};
  // This worker has old settings. Another worker knows the present ones.
  if (former === 'stale' || !head.mailboxWatermark) return goOnLater(session, LOOK_AGAIN_MS);
  const calendar = await sameCalendar(session, head.mailboxWatermark.row.calendar);
  let stored = head.cutover;
  if (stored?.row.to !== context.mailbox.api) {
    if (await writesMayLand(session)) return goOnLater(session, LOOK_AGAIN_MS);
    stored = await save(session, stored, { to: context.mailbox.api, state: 'forgetting', at: context.now() });
  }
  if (stored.row.state === 'forgetting') {
    if (!(await forgetIndex(session))) return goOnLater(session);
    stored = await save(session, stored, { ...stored.row, state: 'finding' });
  }
  const search = { strays: await Strays.read(session, former), readFormer: readerByFormerId(former) };
  const listed = await findListed(session, search, stored);
  if (!listed || !(await findTagged(session, search))) return goOnLater(session);
  await finish(session, search, { watermark: head.mailboxWatermark, cutover: listed, calendar });
  return goOnLater(session);
}

async function save(
  session: Session,
  stored: Stored<'cutover'> | undefined,
  row: CutoverRow,
): Promise<Stored<'cutover'>> {
  const result = await session.commit([saving(stored, row)]);
  const etag = result.ok ? result.etags[0] : undefined;
  if (etag === undefined) throw new RunOvertaken();
  return { kind: 'cutover', name: '', row, etag };
}

const saving = (stored: Stored<'cutover'> | undefined, row: CutoverRow) =>
  stored
    ? ({ op: 'replace', kind: 'cutover', name: '', row, etag: stored.etag } as const)
    : ({ op: 'insert', kind: 'cutover', name: '', row } as const);

/** Forgets the former ids. From then on, a pair with an index row has been found. False when the run's time is over. */
async function forgetIndex(session: Session): Promise<boolean> {
  for (;;) {
    const rows = await session.context.store.some('mailboxIndex', ROWS_PER_TRANSACTION - 1);
    if (rows.length === 0) return true;
    if (session.outOfTime()) return false;
    const { ok } = await session.commit(rows.map(({ kind, name, etag }) => ({ op: 'delete', kind, name, etag })));
    if (!ok) throw new RunOvertaken();
  }
}

/** Lists the whole calendar, page by page. Answers the row as it stands then; undefined when the run's time is over. */
async function findListed(
  session: Session,
  search: Search,
  begun: Stored<'cutover'>,
): Promise<Stored<'cutover'> | undefined> {
  const { mailbox } = session.context;
  let stored = begun;
  let { watermark } = begun.row;
  while (search.strays.left().length > 0) {
    if (session.outOfTime()) return undefined;
    const page = required(await mailbox.changes(watermark));
    if (page === 'watermarkInvalid') {
      watermark = undefined;
      continue;
    }
    const ids = page.changes.flatMap(({ kind, id }) => (kind === 'changed' && !search.strays.isFound(id) ? [id] : []));
    const work = new Work(session);
    const items = await readExisting(session, ids);
    await takeUp(work, search, { items, candidates: (item) => search.strays.candidates(item) });
    watermark = page.watermark;
    const row = { ...stored.row, watermark };
    const { lastEtags } = await work.commit([saving(stored, row)]);
    stored = { ...stored, row, etag: lastEtags[0] ?? '' };
    if (!page.more) break;
  }
  return stored;
}

/**
 * Finds our events by their pair's tag, in case the interface shows their UIDs in another form. A person's copy carries
 * the tag too. So the tag counts only where no event has the UID. False when the run's time is over.
 */
async function findTagged(session: Session, search: Search): Promise<boolean> {
  const { mailbox } = session.context;
  const { strays } = search;
  let cursor: string | undefined;
  while (strays.left().some(({ isOurs }) => isOurs)) {
    if (session.outOfTime()) return false;
    const page = required(await mailbox.findTagged(cursor));
    const items = await readExisting(
      session,
      page.ids.filter((id) => !strays.isFound(id)),
    );
    const ours = new Map(strays.left().map((stray) => [stray.pair, stray]));
    for (const item of items) {
      const stray = item.tag && ours.get(item.tag.pair);
      if (!stray?.isOurs || !strays.isLeft(stray.pair)) continue;
      const named = stray.uid === undefined ? undefined : required(await mailbox.findByUid(stray.uid));
      const work = new Work(session);
      await takeUp(work, search, { items: [named ?? item], candidates: () => ({ strays: [stray] }) });
      await work.commit();
    }
    cursor = page.next;
    if (cursor === undefined) return true;
  }
  return true;
}

interface Rows {
  readonly watermark: Stored<'mailboxWatermark'>;
  readonly cutover: Stored<'cutover'>;
  readonly calendar: string;
}

/**
 * Ends the cut-over. The enumeration that follows looks at every pair that was edited or not found. Other events are
 * new.
 */
async function finish(session: Session, search: Search, { watermark, cutover, calendar }: Rows): Promise<void> {
  const { mailbox, connection } = session.context;
  const lost = search.strays.left();
  const elsewhere = await standingElsewhere(search, lost);
  const work = new Work(session);
  const { ended, withOrphans } = search.strays;
  const pairs = new Set([...lost.map(({ pair }) => pair), ...ended, ...withOrphans]);
  await work.load([...pairs].map((name) => ({ kind: 'pair', name })));
  const withoutIndex = new Set([...lost.map(({ pair }) => pair), ...ended]);
  for (const pair of pairs) {
    const row = work.row('pair', pair);
    if (!row) continue;
    const id = row.mailbox && withoutIndex.has(pair) ? asLost(row.mailbox.id) : row.mailbox?.id;
    const kept = elsewhere.has(pair) ? setAside(row, 'left') : row;
    work.put(pair, {
      kind: 'pair',
      name: pair,
      row: {
        ...kept,
        ...(row.mailbox && id !== undefined ? { mailbox: { ...row.mailbox, id } } : {}),
        // An orphan that still stands turns up as unknown, and is known by its tag.
        orphans: row.orphans.filter(({ side }) => side !== 'mailbox'),
      },
    });
  }
  for (const { pair } of lost) work.mark(pair, 'unseen');
  const row = { api: mailbox.api, calendar, connection, enumerating: true };
  await work.commit([
    { op: 'replace', kind: 'mailboxWatermark', name: '', row, etag: watermark.etag },
    { op: 'delete', kind: 'cutover', name: '', etag: cutover.etag },
  ]);
}

/**
 * Pairs whose event is nobody's delete. Either the former interface still shows the event (for example in another
 * calendar, where only Graph follows it), or no UID says that it is gone. Such a pair is left as it is until its event
 * comes back.
 */
async function standingElsewhere({ readFormer }: Search, lost: readonly Stray[]): Promise<ReadonlySet<string>> {
  const shown = await readFormer(lost.map(({ id }) => id));
  return new Set(lost.filter(({ uid }, at) => shown[at] || uid === undefined).map(({ pair }) => pair));
}
