// The company learns the entry of a meeting before the pair that made it takes it. Otherwise a link that waits for the
// entry would make a second one after a crash.
import type { MeetingRow, StoredMeeting } from '../ports/store.ts';
import type { Session } from '../session/session.ts';

/** The entry of a meeting, and the pair that holds it. */
export interface MeetingEntry {
  readonly uid: string;
  readonly pair: string;
  readonly entry: string;
}

/** Another link may write the row between our reading and our writing. */
const TRIES = 3;

/**
 * `refused`: the meeting has another entry, or another link took over before this one was made. `again`: other links
 * were quicker each time, so nobody knows yet.
 */
export async function publishMade(
  { context }: Session,
  { uid, pair, nonce, entry }: MeetingEntry & { readonly nonce: string },
): Promise<'published' | 'refused' | 'again'> {
  const { company, link, now } = context;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = await company.meeting(uid);
    if (stored?.row.entry !== undefined) return stored.row.entry === entry ? 'published' : 'refused';
    const isOurs = stored?.row.link === link && stored.row.nonce === nonce;
    if (stored && !isOurs) return 'refused';
    const row = { link, pair, nonce, at: now(), entry, abandoned: stored?.row.abandoned ?? [] };
    if (await company.publishMeeting(uid, row, stored?.etag)) return 'published';
  }
  return 'again';
}

/**
 * Tells the company of an entry that is already in step with the meeting's event. False when another link was quicker.
 */
export async function publishKnown(
  { context }: Session,
  { uid, pair, entry }: MeetingEntry,
  stored: StoredMeeting | undefined,
): Promise<boolean> {
  const { company, link, now, newId } = context;
  const row = { link, pair, nonce: newId(), at: now(), entry, abandoned: abandonedBy(stored?.row) };
  return company.publishMeeting(uid, row, stored?.etag);
}

/**
 * The same for an invitation of ours. The links of the invited users then take the copies that Exchange carries to
 * them.
 */
export async function publishInvitation({ context }: Session, { uid, pair, entry }: MeetingEntry): Promise<boolean> {
  const { company, link, now, newId } = context;
  const stored = await company.meeting(uid);
  if (stored?.row.entry === entry && stored.row.invites === true) return true;
  const abandoned = abandonedBy(stored?.row);
  const row = { link, pair, nonce: newId(), at: now(), entry, abandoned, invites: true } as const;
  return company.publishMeeting(uid, row, stored?.etag);
}

/** The creations of a meeting's entry that this row gives up. */
export const abandonedBy = (row: MeetingRow | undefined): MeetingRow['abandoned'] =>
  !row || row.entry !== undefined ? (row?.abandoned ?? []) : [...row.abandoned, { pair: row.pair, nonce: row.nonce }];
