// The steps that end the run of a link before it reconciles, and the time of the next run.
import type { Instant } from '../../calendar/event.ts';
import type { LinkContext } from '../ports/link.ts';
import { type Head, isDue, readHead } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { DONE, ends, type StepResult } from '../session/step.ts';

/** Ends the run when nothing has changed on either side, no pair is due, and no person has decided a hold. */
export async function endWhereIdle(
  { context, link }: Session,
  { marks, hold }: Head,
  changed: boolean,
): Promise<StepResult> {
  const isMarked = marks.some((mark) => isDue(mark, hold?.row, context.now()));
  const isDecided = hold !== undefined && hold.row.state !== 'held';
  if (changed || isMarked || isDecided) return DONE;
  return ends(link.started ? { state: 'idle' } : { state: 'previewed' });
}

/** Ends the run of a link that the user has not started. Its rows are the preview. */
export async function endWithPreview({ link }: Session): Promise<StepResult> {
  return link.started ? DONE : ends({ state: 'previewed' });
}

/**
 * When the next mark or inbox row is due: at once for those that this run did not come to; undefined when none is left.
 */
export async function nextLook({ store, now }: LinkContext): Promise<Instant | undefined> {
  const { marks, inbox } = await readHead(store);
  if (inbox.length > 0) return now();
  // An event that we made is looked at in the next run, whenever that is.
  const waiting = marks.filter((mark) => mark.row.why !== 'held' && mark.row.why !== 'created');
  if (waiting.length === 0) return undefined;
  return Math.min(...waiting.map((mark) => mark.row.notBefore ?? now()));
}
