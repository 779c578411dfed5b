// A link belongs to its user, whose address may change. The entries name their people by address. Under another address
// all entries would be somebody else's, and our copies of them would be removed.

import { digestOf } from '../../calendar/digest.ts';
import { hasEnded } from '../pair/row/standing.ts';
import { failed } from '../ports/outcome.ts';
import { concerns } from '../ports/people.ts';
import { RunStopped, required, type Session } from '../session/session.ts';
import { chunks } from './readBoth.ts';

/** Ends the run where the user's address has changed and an entry of the link's pairs does not name the new one yet. */
export async function checkAddress(session: Session): Promise<void> {
  const { context, lease } = session;
  const address = digestOf(context.email);
  if (lease.address === address) return;
  if (lease.address !== undefined && !(await isNamedByAll(session))) {
    const { failure } = failed({ kind: 'denied', code: 'address-changed' });
    throw new RunStopped(failure);
  }
  session.changeLease({ address });
}

/** An entry that is gone names nobody, so it is not somebody else's. */
async function isNamedByAll(session: Session): Promise<boolean> {
  const { source, store, email } = session.context;
  const pairs = await store.pick('pair', ({ row }) => row.source !== undefined && !hasEnded(row));
  for (const chunk of chunks(session, pairs)) {
    if (session.outOfTime()) return false;
    for (const read of await source.read(chunk.map(({ row }) => row.source?.id ?? ''))) {
      if (!read.ok && read.failure.kind === 'gone') continue;
      if (!concerns(required(read), email)) return false;
    }
  }
  return true;
}
