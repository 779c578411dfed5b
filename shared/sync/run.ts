// One run of one link: the order of the steps, nothing else. docs/sync.md says why it is this order.

import type { Instant } from '../calendar/event.ts';
import { beginAnew, cleanUp, isCleanedUp } from './cleanup/cleanup.ts';
import { cutOver, needsCutover } from './cutover/cutOver.ts';
import { expandSeries } from './expansion/expandSeries.ts';
import { ingestMailbox } from './ingest/ingestMailbox.ts';
import { enumerateSource, ingestInbox } from './ingest/ingestSource.ts';
import { matchHalfPairs } from './ingest/matchHalfPairs.ts';
import { changeKey, isKeyMissing, keyFirst, underItsKey } from './keys/linkKey.ts';
import { LOOK_AGAIN_MS } from './pair/late.ts';
import { PLANNING } from './plan.ts';
import type { LinkContext, RunOutcome } from './ports/link.ts';
import type { Failure } from './ports/outcome.ts';
import type { LeaseRow, Pause } from './ports/rows.ts';
import type { LinkStore } from './ports/store.ts';
import { adoptRules, reviewRules } from './review/reviewRules.ts';
import { checkAddress } from './run/checkAddress.ts';
import { prune, pruneIsDue } from './run/prune.ts';
import { reconcile } from './run/reconcile.ts';
import { type Head, isDue, readHead } from './session/head.ts';
import { backOff, RunOvertaken, RunStopped, Session } from './session/session.ts';
import { Unmatched } from './session/unmatched.ts';

/**
 * Brings one link's mailbox and source together as far as this run's time goes. Safe to call at any time, any number
 * of times, by any number of workers. Throws StoreUnavailable when the tables cannot be reached.
 */
export async function runLink(context: LinkContext): Promise<RunOutcome> {
  const head = await readHead(context.store);
  const { link, lease } = head;
  if (!link?.row.on && !link?.row.removing) return { state: 'off' };
  if (!link.row.on && isCleanedUp(head)) return { state: 'cleanedUp' };
  const now = context.now();
  if (lease && lease.row.until > now) return { state: 'busy', until: lease.row.until };
  const pause = lease?.row.pause;
  // Rows are forgotten without a request to the side that failed.
  const forgets = head.cleanup?.row.state === 'forgetting';
  if (pause && !forgets && pause.until > now && pause.connection === context.connection)
    return { state: 'waiting', until: pause.until };
  const session = await Session.begin(underItsKey(context, lease?.row), link.row, lease);
  if (!session) return { state: 'busy', until: now };
  try {
    const outcome = await workOf(session, head);
    if (pruneIsDue(session)) await prune(session);
    await session.release({});
    return outcome;
  } catch (error) {
    return interrupted(session, error);
  }
}

async function workOf(session: Session, head: Head): Promise<RunOutcome> {
  session.unmatched = await Unmatched.of(head, session.context.store);
  await checkAddress(session, head);
  const first = await keyFirst(session, head);
  if (first) return first;
  if (needsCutover(head, session.context.mailbox.api)) return cutOver(session, head);
  return session.link.on ? steps(session, head) : cleanUp(session, head);
}

async function steps(session: Session, head: Head): Promise<RunOutcome> {
  const { context, link } = session;
  const { sourceEnumeration, hold, inbox, cleanup } = head;
  if (cleanup && cleanup.row.state !== 'done') return beginAnew(session, cleanup);
  if (!head.mailboxWatermark) adoptRules(session);
  const mailbox = await ingestMailbox(session, head.mailboxWatermark);
  if (mailbox === 'unfinished') return { state: 'done', next: context.now() };
  const enumerated = sourceEnumeration?.row.epoch === link.epoch;
  if (!enumerated && (await enumerateSource(session, sourceEnumeration)) === 'unfinished') {
    return { state: 'done', next: context.now() };
  }
  await ingestInbox(session, inbox);
  const keyChanged = await changeKey(session);
  if (keyChanged) return keyChanged;
  const reviewed = await reviewRules(session);
  const due = head.marks.some((mark) => isDue(mark, hold?.row, context.now()));
  const decided = hold !== undefined && hold.row.state !== 'held';
  if (mailbox === 'nothing' && enumerated && inbox.length === 0 && !reviewed && !due && !decided) {
    return link.started ? { state: 'idle' } : { state: 'previewed' };
  }
  if ((await expandSeries(session, hold?.row)) === 'unfinished') return { state: 'done', next: context.now() };
  await matchHalfPairs(session);
  if (!link.started) return { state: 'previewed' };
  await reconcile(session, PLANNING, hold);
  return { state: 'done', next: await nextLook(context.store, context.now()) };
}

/** When what is left becomes due: at once for what this run did not come to. */
async function nextLook(store: LinkStore, now: Instant): Promise<Instant | undefined> {
  const { marks, inbox } = await readHead(store);
  if (inbox.length > 0) return now;
  // What we made is looked at in the next run, whenever that is.
  const waiting = marks.filter((mark) => mark.row.why !== 'held' && mark.row.why !== 'created');
  if (waiting.length === 0) return undefined;
  return Math.min(...waiting.map((mark) => mark.row.notBefore ?? now));
}

async function interrupted(session: Session, error: unknown): Promise<RunOutcome> {
  const now = session.context.now();
  if (error instanceof RunOvertaken) {
    await releaseIfHeld(session, {});
    return { state: 'done', next: now };
  }
  if (!(error instanceof RunStopped)) throw error;
  const { failure } = error;
  const pause = pauseAfter(session, failure);
  await releaseIfHeld(session, { pause, problem: problemOf(failure, now) });
  return { state: 'stopped', failure, next: pause.until };
}

/** As long as the server asked for; else longer with each failure, so that a wrong password locks no account. */
function pauseAfter(session: Session, failure: Failure): Pause {
  const { now, connection } = session.context;
  const before = session.lease.pause?.connection === connection ? session.lease.pause.failures : 0;
  if (failure.kind === 'throttled') return { until: failure.retryAt, failures: before, connection };
  // No side was asked anything, and what is missing comes back without the connection's being changed.
  if (isKeyMissing(failure)) return { until: now() + LOOK_AGAIN_MS, failures: before, connection };
  return { until: backOff(now(), before), failures: before + 1, connection };
}

/** Overtaken in one row, or of the lease itself. */
async function releaseIfHeld(session: Session, change: Partial<LeaseRow>): Promise<void> {
  try {
    await session.release(change);
  } catch (error) {
    if (!(error instanceof RunOvertaken)) throw error;
  }
}

function problemOf(failure: Failure, at: Instant): NonNullable<LeaseRow['problem']> {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { code: 'internal-error', at };
  const detail = 'detail' in failure ? failure.detail : undefined;
  return { code: failure.code, at, ...(detail === undefined ? {} : { detail }) };
}
