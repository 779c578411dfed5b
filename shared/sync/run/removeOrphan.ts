// Removes an item of our own making that nobody needs, on the condition that no person has edited it.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import { printsNow } from '../pair/look.ts';
import { failed, type Outcome, ok } from '../ports/outcome.ts';
import type { Item } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import { type Session, unlessRunEnds } from '../session/session.ts';

const DONE = ok(undefined);
const MISSING = failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'answers are missing' });

/** Fails where a side does not answer. An orphan that a person has edited is that person's, and stays. */
export async function removeOrphan(
  session: Session,
  row: PairRow,
  orphan: PairRow['orphans'][number],
): Promise<Outcome<void>> {
  const remote = session.context[orphan.side];
  const [read = MISSING]: Outcome<Item>[] = await remote.read([orphan.id]);
  if (!read.ok) return read.failure.kind === 'gone' ? DONE : unlessRunEnds(read);
  const { id, version } = read.value;
  if (version !== orphan.version) return DONE;
  const cancels = invitesAgain(session, row, read.value) ? ({ cancels: true } as const) : {};
  const [removed = MISSING] = await remote.remove([{ id, version, item: read.value, ...cancels }]);
  if (!removed.ok && removed.failure.kind === 'conflict') return DONE;
  if (!removed.ok && removed.failure.kind !== 'gone') return unlessRunEnds(removed);
  return orphan.side === 'mailbox' ? keepIfEdited(session, row, read.value) : DONE;
}

/**
 * A creation that was given up and landed late has sent a second invitation, which is taken back. A twin with the UID
 * of the pair's own event has sent the same invitation.
 */
const invitesAgain = ({ context }: Session, row: PairRow, item: Item): boolean =>
  context.participants === 'invitations' && 'meeting' in item && item.uid !== row.mailbox?.uid;

/**
 * The mailbox's delete has no condition. An orphan that was edited just before it is moved back and becomes a user's
 * event.
 */
async function keepIfEdited({ settings, context }: Session, row: PairRow, item: Item): Promise<Outcome<void>> {
  if (item.uid === undefined) return DONE;
  const deleted = unlessRunEnds(await context.mailbox.findDeleted(item.uid));
  if (!deleted.ok) return deleted;
  if (deleted.value?.content.kind !== 'event') return DONE;
  const read = printsNow(settings, row, { state: 'present', item });
  const now = settings.print(deleted.value.content.event);
  if (EVENT_FIELDS.every((field) => now[field] === read[field])) return DONE;
  const restored = unlessRunEnds(await context.mailbox.restore(deleted.value.id));
  return restored.ok ? DONE : restored;
}
