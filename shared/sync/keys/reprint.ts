// All fingerprints of a link, from one key to another. Both sides are read and nothing is written to either; nothing else
// is done meanwhile, so that no two prints that are compared are of different keys. How far it is stands in the lease
// row; docs/sync.md section 13 says what becomes of what.

import type { Look, Readings } from '../pair/look.ts';
import { hasEnded } from '../pair/standing.ts';
import type { Printer } from '../ports/link.ts';
import { rulesKey } from '../ports/linkRules.ts';
import type { Stored } from '../ports/store.ts';
import { chunks, readBoth, unmarked } from '../run/readBoth.ts';
import { hasIntent, lateUntil, settleAll } from '../run/settleAll.ts';
import { RunOvertaken, RunStopped, type Session } from '../session/session.ts';
import { ends, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { type KeyChange, reprinted } from './newPrints.ts';

/** After so many runs that failed in a row, an item that alone cannot be read no longer keeps the others waiting. */
const FAILURES_MAX = 5;

/**
 * Brings the link's prints from the key that the session prints with to `to`, as far as this run's time goes. The next
 * run goes on; it must do nothing else as long as the lease row says `passing`.
 */
export async function reprint(session: Session, to: Printer): Promise<StepResult> {
  const { context } = session;
  const key = session.lease.prints?.key ?? '';
  const after = session.lease.prints?.passing?.after ?? '';
  const pairs = (await context.store.list('pair')).filter(({ name }) => name > after);
  const late = lateUntil(pairs, context.now());
  if (late !== undefined) return ends({ state: 'done', next: late });
  const open = pairs.filter(({ row }) => hasIntent(row));
  if (open.length > 0) {
    await settleAll(session, open);
    return goOnLater(session);
  }
  // Before the first pair: from here on nobody may compare with the former key.
  session.changeLease({ prints: { key, passing: { to: to.key, after } } });
  await session.commit([]);
  const marked = new Set((await context.store.list('dirty')).map(({ name }) => name));
  for (const chunk of chunks(session, pairs)) {
    if (session.outOfTime()) return goOnLater(session);
    await reprintChunk(session, chunk, to, marked);
    // In the next transaction: what is said to be done is done, and it does no harm to do it twice.
    session.changeLease({ prints: { key, passing: { to: to.key, after: chunk.at(-1)?.name ?? after } } });
  }
  end(session, to);
  await session.commit([]);
  return goOnLater(session);
}

/** The link is under the new key; the rules that its pairs stand by are the same. Losing values are sealed anew at once. */
function end(session: Session, to: Printer): void {
  const { print, rules, participants } = session.context;
  const stands = session.lease.rules;
  const isSame = stands?.key === rulesKey(print, rules, participants);
  session.changeLease({
    prints: { key: to.key },
    prunedAt: 0,
    ...(stands && isSame ? { rules: { ...stands, key: rulesKey(to.print, rules, participants) } } : {}),
  });
}

const UNREAD: Readings = { mailbox: { state: 'absent' }, source: { state: 'absent' } };

async function reprintChunk(
  session: Session,
  pairs: readonly Stored<'pair'>[],
  to: Printer,
  marked: ReadonlySet<string>,
): Promise<void> {
  const { print: from, reseal } = session.context;
  const change: KeyChange = { key: session.lease.prints?.key ?? '', from, to: to.print, reseal };
  const work = new Work(session);
  for (const pair of pairs) work.know(pair);
  const at = session.context.now();
  // A pair that has ended has nothing to be read.
  const live = pairs.filter(({ row }) => !hasEnded(row));
  const looks = await readBoth(
    session,
    live.map(({ row }) => unmarked(row, at)),
  );
  stopIfUnread(session, looks);
  const read = new Map(looks.map((look) => [look.row.pair, look]));
  for (const { row: before } of pairs) {
    const { pair } = before;
    const { row, hasLost } = reprinted(before, read.get(pair) ?? UNREAD, change);
    work.put(pair, 'pair', pair, row);
    if (!hasEnded(row) && hasLost && !marked.has(pair)) work.mark(pair, 'changed');
  }
  if ((await work.commit()).dropped.size > 0) throw new RunOvertaken();
}

/** Of a half pair, what it is matched by is not given up. */
function stopIfUnread(session: Session, looks: readonly Look[]): void {
  const unread = looks.filter(({ failure }) => failure);
  const failure = unread[0]?.failure;
  if (!failure) return;
  const isAlone = unread.length < looks.length && unread.every(({ row }) => !row.firstSeen);
  const failures = session.lease.pause?.failures ?? 0;
  if (!isAlone || failures < FAILURES_MAX) throw new RunStopped(failure);
}
