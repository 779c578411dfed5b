// Which key a link's fingerprints stand under, and what a run does first where that is not the one in use.

import { beginAnew } from '../cleanup/cleanup.ts';
import { forget } from '../cleanup/forget.ts';
import { needsCutover } from '../cutover/cutOver.ts';
import { LOOK_AGAIN_MS } from '../pair/late.ts';
import { printerOfKey } from '../pair/prints.ts';
import type { LinkContext, RunOutcome } from '../ports/link.ts';
import { type Failure, failed } from '../ports/outcome.ts';
import type { LeaseRow } from '../ports/rows.ts';
import type { Head } from '../session/head.ts';
import { RunStopped, type Session } from '../session/session.ts';
import { reprint } from './reprint.ts';

/** The key of the link's prints. Rows of the time when keys had no names are of the oldest one. */
function keyOfPrints({ printers: { inUse, former } }: LinkContext, lease: LeaseRow | undefined): string {
  if (!lease) return inUse.key;
  return lease.prints?.key ?? (former.at(-1) ?? inUse).key;
}

/** What a run of this link prints with. Where its key is not known any more, nothing may be compared. */
export function underItsKey(context: LinkContext, lease: LeaseRow | undefined): LinkContext {
  const key = keyOfPrints(context, lease);
  const printer = printerOfKey(context, key);
  // As given where it is the one in use.
  return !printer || key === context.printers.inUse.key ? context : { ...context, print: printer.print };
}

/** Goes to the key in use, if the link is not under it. What both sides have to tell was taken in before. */
export async function changeKey(session: Session): Promise<RunOutcome | undefined> {
  const { context, lease } = session;
  const key = lease.prints?.passing?.to ?? context.printers.inUse.key;
  if (lease.prints?.key === key) return undefined;
  const to = printerOfKey(context, key);
  return to ? reprint(session, to) : keyIsMissing();
}

/**
 * What has to be done about the key before anything else of a run: to go on with a change that has begun, or to stop
 * where the key is missing. Rows that are being forgotten need none.
 */
export async function keyFirst(session: Session, head: Head): Promise<RunOutcome | undefined> {
  const { context, link } = session;
  const key = keyOfPrints(context, head.lease?.row);
  if (!session.lease.prints) session.changeLease({ prints: { key } });
  const state = head.cleanup?.row.state ?? 'done';
  if (state === 'forgetting' || (link.on && state !== 'done')) return undefined;
  if (!printerOfKey(context, key)) return link.on ? keyIsMissing() : forgetAll(session, head.cleanup);
  // The rows have ids that this mailbox does not know.
  if (needsCutover(head, context.mailbox.api)) return undefined;
  // Where nothing was listed yet there is hardly anything to print, and it is not worth being made under a former key.
  const isBegun = session.lease.prints?.passing !== undefined || (link.on && !head.mailboxWatermark);
  return isBegun ? changeKey(session) : undefined;
}

/** Whoever wants what we made removed has it found by its tags, as after lost rows. */
async function forgetAll(session: Session, cleanup: Head['cleanup']): Promise<RunOutcome> {
  if (cleanup?.row.state === 'removing') return beginAnew(session, cleanup);
  const { now, printers } = session.context;
  const forgotten = await forget(session);
  if (forgotten === 'waiting') return { state: 'done', next: now() + LOOK_AGAIN_MS };
  if (forgotten === 'ended') session.changeLease({ prints: { key: printers.inUse.key } });
  return { state: 'done', next: now() };
}

export const isKeyMissing = (failure: Failure): boolean => 'code' in failure && failure.code === 'key-missing';

function keyIsMissing(): never {
  const { failure } = failed({ kind: 'denied', code: 'key-missing' });
  throw new RunStopped(failure);
}
