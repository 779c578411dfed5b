// The key of a link's fingerprints, and the change to the key in use. docs/sync.md section 13.
import { printerOfKey } from '../pair/row/prints.ts';
import type { LinkContext } from '../ports/link.ts';
import { KEY_MISSING } from '../session/interruption.ts';
import { RunStopped, type Session } from '../session/session.ts';
import { DONE, type StepResult } from '../session/step.ts';
import { reprint } from './reprint.ts';

/** The context with the printer of this key. Where the key is not known any more, nothing may be compared. */
export function underKey(context: LinkContext, key: string): LinkContext {
  const printer = printerOfKey(context, key);
  // For the key in use the context stays the same object.
  return !printer || key === context.printers.inUse.key ? context : { ...context, print: printer.print };
}

/** Begins or continues the change to the key in use. The steps before it have taken in the news of both sides. */
export async function changeKey(session: Session): Promise<StepResult> {
  const { context, lease } = session;
  const key = lease.prints?.passing?.to ?? context.printers.inUse.key;
  if (lease.prints?.key === key) return DONE;
  const to = printerOfKey(context, key);
  return to ? reprint(session, to) : stopWithoutKey();
}

/** Ends the run: the key of the link's fingerprints is not in the settings. */
export function stopWithoutKey(): never {
  throw new RunStopped(KEY_MISSING);
}
