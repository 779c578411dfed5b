// A pair may make an item for a meeting. The item becomes its own only once the company knows which entry the meeting
// has. Otherwise a link that waits for the entry would make a second one after a crash. docs/sync.md section 6, "Who
// makes the entry".
import type { Item } from '../../ports/remote.ts';
import type { CreateIntent } from '../../ports/rows.ts';
import { goOn, type Plan, stopped, type Verdict } from '../plan.ts';
import { type Asking, ask } from '../question.ts';
import { partInMeeting } from '../row/meetingPart.ts';
import { without } from '../row/without.ts';

/**
 * Goes on with an item that was made for no meeting, and with the meeting's one entry. Stops where another link was
 * quicker: our item is an orphan then, or the pair asks again.
 */
export function* isMeetingsEntry(plan: Plan, { meeting: uid, nonce }: CreateIntent, made: Item): Asking<Verdict> {
  if (uid === undefined) return goOn(plan);
  const published = yield* ask({ kind: 'publishMade', uid, nonce, entry: made.id });
  if (published === 'published') {
    const meeting = partInMeeting(plan.row, uid, { registered: true, joined: true });
    return goOn({ ...plan, row: { ...plan.row, meeting } });
  }
  if (published === 'again') return stopped(plan);
  const orphan = { side: 'source', id: made.id, version: made.version } as const;
  const intents = without(plan.row.intents, 'source');
  return stopped({ ...plan, row: { ...plan.row, intents, orphans: [...plan.row.orphans, orphan] } });
}

/** Goes on with an item that invites nobody. An invitation of ours goes on once the company knows its entry. */
export function* isPublished(plan: Plan, { invited }: CreateIntent, made: Item): Asking<Verdict> {
  if (invited === undefined || made.uid === undefined) return goOn(plan);
  return yield* publishInvitation(plan, made.uid);
}

/**
 * Tells the company which entry the pair's meeting has, so that the links of the invited users take the copies that
 * Exchange carries to them. Stops when another link was quicker: the pair asks again.
 */
export function* publishInvitation(plan: Plan, uid: string): Asking<Verdict> {
  const { source } = plan.row;
  if (!source) return goOn(plan);
  if (!(yield* ask({ kind: 'publishInvitation', uid, entry: source.id }))) return stopped(plan);
  return goOn({ ...plan, row: { ...plan.row, meeting: partInMeeting(plan.row, uid, { registered: true }) } });
}
