// Our items are to be removed, and the key of the link's fingerprints is missing. The rows are forgotten. The items are
// then found by their tags, as after lost rows.
import type { Head } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { goOnLater, type StepResult } from '../session/step.ts';
import { beginAnew } from './cleanup.ts';
import { forget } from './forget.ts';

export async function removeWithoutKey(session: Session, head: Head): Promise<StepResult> {
  if (head.cleanup?.row.state === 'removing') return beginAnew(session, head);
  const forgotten = await forget(session);
  if (forgotten.is === 'ends') return forgotten;
  session.changeLease({ prints: { key: session.context.printers.inUse.key } });
  return goOnLater(session);
}
