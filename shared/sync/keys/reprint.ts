// All fingerprints of a link go from one key to another. Both sides are read, and nothing is written to either. Nothing
// else is done meanwhile, so no two prints of different keys are compared. The lease row says how far it has come.
// docs/sync.md section 13 says what changes.

import type { Look, Readings } from '../pair/look.ts';
import { hasEnded } from '../pair/row/standing.ts';
import type { Printer } from '../ports/link.ts';
import { rulesKey } from '../ports/linkRules.ts';
import type { Stored } from '../ports/store.ts';
import { chunks, readBoth, unmarked } from '../run/readBoth.ts';
import { hasIntent, lateUntil, settleAll } from '../run/settleAll.ts';
import { RunOvertaken, RunStopped, type Session } from '../session/session.ts';
import { ends, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { type KeyChange, reprinted } from './newPrints.ts';

/** After so many failed runs in a row, one item that cannot be read no longer keeps the others waiting. */
const FAILURES_MAX = 5;

/**
 * Brings the link's prints from the session's key to `to`, as far as this run's time goes. The next run goes on. It
 * must do nothing else as long as the lease row says `passing`.
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
  // Stored before the first pair changes: from here on nobody may compare with the former key.
  session.changeLease({ prints: { key, passing: { to: to.key, after } } });
  await session.commit([]);
  const marked = new Set((await context.store.list('dirty')).map(({ name }) => name));
  for (const chunk of chunks(session, pairs)) {
    if (session.outOfTime()) return goOnLater(session);
    await reprintChunk(session, chunk, { to, marked });
    // Written with the next transaction, so it never runs ahead of the pairs. A pair may be printed twice.
    session.changeLease({ prints: { key, passing: { to: to.key, after: chunk.at(-1)?.name ?? after } } });
  }
  end(session, to);
  await session.commit([]);
  return goOnLater(session);
}

/**
 * Puts the link under the new key. The rules of its pairs stay the same. The pruning of this run seals losing values
 * anew.
 */
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
  { to, marked }: { readonly to: Printer; readonly marked: ReadonlySet<string> },
): Promise<void> {
  const { print: from, reseal } = session.context;
  const change: KeyChange = { key: session.lease.prints?.key ?? '', from, to: to.print, reseal };
  const work = new Work(session);
  for (const pair of pairs) work.know(pair);
  const at = session.context.now();
  // A pair that has ended has no items to be read.
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
    work.put(pair, { kind: 'pair', name: pair, row });
    if (!hasEnded(row) && hasLost && !marked.has(pair)) work.mark(pair, 'changed');
  }
  if ((await work.commit()).dropped.size > 0) throw new RunOvertaken();
}

/** Ends the run where items could not be read. A half pair never loses the prints by which it is matched. */
function stopIfUnread(session: Session, looks: readonly Look[]): void {
  const unread = looks.filter(({ failure }) => failure);
  const failure = unread[0]?.failure;
  if (!failure) return;
  const isAlone = unread.length < looks.length && unread.every(({ row }) => !row.firstSeen);
  const failures = session.lease.pause?.failures ?? 0;
  if (!isAlone || failures < FAILURES_MAX) throw new RunStopped(failure);
}
