// Where a run of a link that is on ends before it reconciles, and when the next one is due.
import type { Instant } from '../../calendar/event.ts';
import type { LinkContext } from '../ports/link.ts';
import { type Head, isDue, readHead } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { DONE, ends, type StepResult } from '../session/step.ts';

/** Nothing has changed on either side, no pair is due, and no person has decided a hold. */
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

/** The user has not started: what stands in the rows is the preview. */
export async function endWithPreview({ link }: Session): Promise<StepResult> {
  return link.started ? DONE : ends({ state: 'previewed' });
}

/** When what is left becomes due: at once for what this run did not come to. */
export async function nextLook({ store, now }: LinkContext): Promise<Instant | undefined> {
  const { marks, inbox } = await readHead(store);
  if (inbox.length > 0) return now();
  // An event that we made is looked at in the next run, whenever that is.
  const waiting = marks.filter((mark) => mark.row.why !== 'held' && mark.row.why !== 'created');
  if (waiting.length === 0) return undefined;
  return Math.min(...waiting.map((mark) => mark.row.notBefore ?? now()));
}
