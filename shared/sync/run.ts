// One run of one link: the phases, and the order of the steps. docs/sync.md section 5 gives its reasons.
// The last step decides by the rules of plan.ts.
import { beginAnew, cleanUp } from './cleanup/cleanup.ts';
import { removeWithoutKey } from './cleanup/removeWithoutKey.ts';
import { cutOver } from './cutover/cutOver.ts';
import { expandSeries } from './expansion/expandSeries.ts';
import { askForForgotten } from './ingest/askForForgotten.ts';
import { ingestMailbox } from './ingest/ingestMailbox.ts';
import { ingestInbox, listEntries } from './ingest/ingestSource.ts';
import { matchHalfPairs } from './ingest/matchHalfPairs.ts';
import { sweepEntries } from './ingest/sweepSource.ts';
import { changeKey, stopWithoutKey, underKey } from './keys/linkKey.ts';
import { isForgetting, keyOfPrints, type Phase, phaseOf, restOf } from './phase.ts';
import { PLANNING } from './plan.ts';
import type { LinkContext, RunOutcome } from './ports/link.ts';
import { reviewRules } from './review/reviewRules.ts';
import { checkAddress } from './run/checkAddress.ts';
import { endWhereIdle, endWithPreview, nextLook } from './run/ends.ts';
import { prune, pruneIsDue } from './run/prune.ts';
import { reconcile } from './run/reconcile.ts';
import { type Head, readHead } from './session/head.ts';
import { interrupted } from './session/interruption.ts';
import { Session } from './session/session.ts';
import type { StepResult } from './session/step.ts';
import { Unmatched } from './session/unmatched.ts';

/** `changed`: an earlier step has found something to reconcile. */
type Step = (session: Session, head: Head, changed: boolean) => Promise<StepResult>;

const PHASES: Record<Phase, Step> = {
  beginningAnew: beginAnew,
  keyMissing: async () => stopWithoutKey(),
  removingWithoutKey: removeWithoutKey,
  changingKey: changeKey,
  cuttingOver: cutOver,
  cleaningUp: cleanUp,
  running: runSteps,
};

/** The steps of a link that is on. Nothing is matched or written until both sides are listed. */
const STEPS: readonly Step[] = [
  ingestMailbox,
  listEntries,
  ingestInbox,
  sweepEntries,
  changeKey,
  reviewRules,
  endWhereIdle,
  askForForgotten,
  expandSeries,
  matchHalfPairs,
  endWithPreview,
  (session, head) => reconcile(session, PLANNING, head.hold),
];

/**
 * Brings one link's mailbox and source together as far as this run's time goes. Safe to call at any time, any number of
 * times, by any number of workers. Throws StoreUnavailable when the tables cannot be reached.
 */
export async function runLink(context: LinkContext): Promise<RunOutcome> {
  const head = await readHead(context.store);
  const now = context.now();
  const rest = restOf(head, context, now);
  if (rest || !head.link) return rest ?? { state: 'off' };
  const session = await Session.begin(
    underKey(context, keyOfPrints(context, head.lease?.row)),
    head.link.row,
    head.lease,
  );
  if (!session) return { state: 'busy', until: now };
  try {
    const outcome = await work(session, head);
    if (pruneIsDue(session)) await prune(session);
    await session.release({});
    return outcome;
  } catch (error) {
    return interrupted(session, error);
  }
}

async function work(session: Session, head: Head): Promise<RunOutcome> {
  const { context } = session;
  session.unmatched = await Unmatched.of(head, context.store);
  if (!isForgetting(head)) await checkAddress(session);
  if (!session.lease.prints) session.changeLease({ prints: { key: keyOfPrints(context, head.lease?.row) } });
  const result = await PHASES[phaseOf(head, context)](session, head, false);
  return result.is === 'ends' ? result.outcome : { state: 'done', next: await nextLook(context) };
}

async function runSteps(session: Session, head: Head): Promise<StepResult> {
  let changed = false;
  for (const step of STEPS) {
    const result = await step(session, head, changed);
    if (result.is === 'ends') return result;
    changed ||= result.changed;
  }
  return { is: 'done', changed };
}
