// One meeting in many mailboxes is one entry: a link that would make it says so first, in a row of the company. What
// another link has made, or is about to make, is taken or waited for.

import type { Job } from '../pair/look.ts';
import { unlessFailed } from '../pair/settle.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { SourceItem } from '../ports/source.ts';
import type { MeetingRow, StoredMeeting } from '../ports/store.ts';
import type { Session } from '../session/session.ts';
import { awaitOther, isOn, linksOf, STUCK_MS, waitsSince } from './meetingLinks.ts';
import { abandonedBy, publishKnown } from './publishMeeting.ts';

/** `create`: with this nonce, nobody else does. `waits`: the job says for what, or has failed. */
export type Claim =
  | { readonly kind: 'create'; readonly nonce: string }
  | { readonly kind: 'join'; readonly entry: SourceItem }
  | { readonly kind: 'waits' };

const WAITS: Claim = { kind: 'waits' };
/** Another link may write the row between our reading and ours. */
const TRIES = 3;
/** A claim is renewed by then, so that a link that goes on trying is not taken for a stuck one. */
const RENEWED_AFTER_MS = STUCK_MS / 2;

/** Asked just before the entry of `event`, a meeting, would be made. */
export async function claimMeeting(session: Session, job: Job, event: MailboxItem): Promise<Claim> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = await session.context.company.meeting(event.uid);
    const claim = await claimAs(session, job, event, stored);
    if (claim) return claim;
  }
  awaitOther(session, job, event.uid, 'otherLink');
  return WAITS;
}

/** Undefined when another link was quicker: the row has to be read again. */
async function claimAs(
  session: Session,
  job: Job,
  event: MailboxItem,
  stored: StoredMeeting | undefined,
): Promise<Claim | undefined> {
  const { link, now } = session.context;
  const entry = stored?.row.entry;
  if (entry !== undefined) {
    const read = await readEntry(session, job, entry);
    if (read === 'failed') return WAITS;
    if (read !== 'gone') return { kind: 'join', entry: read };
  } else if (stored?.row.link === link) {
    return goOn(session, job, event, stored);
  } else if (stored && now() < stored.row.at + STUCK_MS && (await isOn(session, stored.row.link))) {
    awaitOther(session, job, event.uid, 'otherLink');
    return WAITS;
  }
  if ((!stored || entry !== undefined) && (await organiserGoesFirst(session, job, event))) {
    awaitOther(session, job, event.uid, 'otherLink');
    return WAITS;
  }
  return takeOver(session, job, event, stored);
}

/** The claim is this link's own: an earlier look of this pair went no further, or the pair that made it is forgotten. */
async function goOn(session: Session, job: Job, event: MailboxItem, stored: StoredMeeting): Promise<Claim | undefined> {
  const { company, now } = session.context;
  const { row, etag } = stored;
  const isGivenUp = job.row.abandoned.some(({ side, nonce }) => side === 'source' && nonce === row.nonce);
  if (row.pair !== job.row.pair || isGivenUp) return takeOver(session, job, event, stored);
  if (now() > row.at + RENEWED_AFTER_MS && !(await company.claimMeeting(event.uid, { ...row, at: now() }, etag))) {
    return undefined;
  }
  return lookForAbandoned(session, job, event, row);
}

/** The row is replaced before it is looked what the former claimant has made: what lands after that look is its orphan. */
async function takeOver(
  session: Session,
  job: Job,
  event: MailboxItem,
  stored: StoredMeeting | undefined,
): Promise<Claim | undefined> {
  const { company, link, now, newId } = session.context;
  const row = { link, pair: job.row.pair, nonce: newId(), at: now(), abandoned: abandonedBy(stored?.row) };
  if (!(await company.claimMeeting(event.uid, row, stored?.etag))) return undefined;
  return lookForAbandoned(session, job, event, row);
}

/** What a former claimant has made after all is the entry. */
async function lookForAbandoned(
  session: Session,
  job: Job,
  { uid }: MailboxItem,
  { nonce, abandoned }: MeetingRow,
): Promise<Claim | undefined> {
  const { company, source } = session.context;
  for (const tag of abandoned) {
    const found = unlessFailed(job, await source.findByTag(tag));
    if (!found) return WAITS;
    const [entry] = found.value;
    if (!entry) continue;
    const stored = await company.meeting(uid);
    if (stored?.row.nonce !== nonce) return undefined;
    const known = { uid, pair: job.row.pair, entry: entry.id };
    return (await publishKnown(session, known, stored)) ? { kind: 'join', entry } : undefined;
  }
  return { kind: 'create', nonce };
}

/** Where the organiser's own link is at work, the entry is for it to make. */
async function organiserGoesFirst(session: Session, job: Job, { meeting }: MailboxItem): Promise<boolean> {
  const { email, now } = session.context;
  if (meeting?.role !== 'attendee' || meeting.organiser === undefined || meeting.organiser === email) return false;
  if (now() >= waitsSince(session, job) + STUCK_MS) return false;
  const links = await linksOf(session);
  return links.some((each) => each.email === meeting.organiser && each.on && each.started);
}

/** The entry as it is now; `failed`: the job says how. */
export async function readEntry(session: Session, job: Job, id: string): Promise<SourceItem | 'gone' | 'failed'> {
  const [read]: Outcome<SourceItem>[] = await session.context.source.read([id]);
  if (!read) return 'failed';
  if (!read.ok && read.failure.kind === 'gone') return 'gone';
  return unlessFailed(job, read)?.value ?? 'failed';
}
