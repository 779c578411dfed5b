// One meeting in many mailboxes is one entry. A link that would make the entry claims the meeting first, in a row of
// the company. If another link has made the entry, the pair joins it. If another link is about to make it, the pair
// waits. docs/sync.md section 6.
import type { Instant } from '../../calendar/event.ts';
import { failedBy, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import type { Settings } from '../pair/settings.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { SourceItem } from '../ports/source.ts';
import type { MeetingRow, StoredMeeting } from '../ports/store.ts';
import { isAtWork, isOn, STUCK_MS, waitForMeeting, waitsSince } from './waitForMeeting.ts';

/**
 * `create`: make the entry with this nonce; no other link does. `join`: the meeting has this entry. `stopped`: the pair
 * waits, or a question failed.
 */
export type Claim =
  | { readonly kind: 'create'; readonly nonce: string }
  | { readonly kind: 'join'; readonly entry: SourceItem }
  | { readonly kind: 'stopped'; readonly verdict: Verdict };

/** Another link may write the row between our reading and our writing. */
const TRIES = 3;
/** Milliseconds after which a claim is renewed, so that a link that goes on trying is not taken for a stuck one. */
const RENEWED_AFTER_MS = STUCK_MS / 2;

interface Claiming {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly event: MailboxItem;
  readonly at: Instant;
}

/** Asked just before the entry of `event`, a meeting, would be made. */
export function* claimMeeting(claiming: Claiming): Asking<Claim> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = yield* ask({ kind: 'meeting', uid: claiming.event.uid });
    const claim = yield* claimAs(claiming, stored);
    if (claim) return claim;
  }
  return waitsForOther(claiming);
}

const waitsForOther = ({ plan, event: { uid }, at }: Claiming): Claim => ({
  kind: 'stopped',
  verdict: waitForMeeting(plan, { uid, for: 'otherLink', at }),
});

/** Claims the meeting. Undefined when another link was quicker: the row has to be read again. */
function* claimAs(claiming: Claiming, stored: StoredMeeting | undefined): Asking<Claim | undefined> {
  const { plan, settings, at } = claiming;
  const entry = stored?.row.entry;
  if (entry !== undefined) {
    const read = yield* ask({ kind: 'readEntry', entry });
    if (read.ok) return { kind: 'join', entry: read.value };
    if (read.failure.kind !== 'gone') return { kind: 'stopped', verdict: failedBy(plan, read.failure) };
  } else if (stored?.row.link === settings.link) {
    return yield* goOnWithOwn(claiming, stored);
  } else if (stored && at < stored.row.at + STUCK_MS && (yield* isOn(stored.row.link))) {
    return waitsForOther(claiming);
  }
  if ((!stored || entry !== undefined) && (yield* organiserGoesFirst(claiming))) return waitsForOther(claiming);
  return yield* takeOver(claiming, stored);
}

/** The claim is this link's own: an earlier look of this pair got no further, or the pair that claimed is forgotten. */
function* goOnWithOwn(claiming: Claiming, stored: StoredMeeting): Asking<Claim | undefined> {
  const { plan, event, at } = claiming;
  const { row } = stored;
  const isGivenUp = plan.row.abandoned.some(({ side, nonce }) => side === 'source' && nonce === row.nonce);
  if (row.pair !== plan.row.pair || isGivenUp) return yield* takeOver(claiming, stored);
  const isOld = at > row.at + RENEWED_AFTER_MS;
  if (isOld && !(yield* ask({ kind: 'renewClaim', uid: event.uid, stored }))) return undefined;
  return yield* lookForAbandoned(claiming, row);
}

/**
 * Replaces the row first, and only then looks for an entry that the other claimant has made. An entry that lands later
 * is an orphan of that link.
 */
function* takeOver(claiming: Claiming, stored: StoredMeeting | undefined): Asking<Claim | undefined> {
  const row = yield* ask({ kind: 'claim', uid: claiming.event.uid, stored });
  return row && (yield* lookForAbandoned(claiming, row));
}

/** If an earlier claimant has made an entry after all, it is the meeting's entry. */
function* lookForAbandoned({ plan, event }: Claiming, { nonce, abandoned }: MeetingRow): Asking<Claim | undefined> {
  const { uid } = event;
  for (const tag of abandoned) {
    const found = yield* ask({ kind: 'entriesTagged', tag });
    if (!found.ok) return { kind: 'stopped', verdict: failedBy(plan, found.failure) };
    const [entry] = found.value;
    if (!entry) continue;
    const stored = yield* ask({ kind: 'meeting', uid });
    if (stored?.row.nonce !== nonce) return undefined;
    const isKnown = yield* ask({ kind: 'publishKnown', uid, entry: entry.id, stored });
    return isKnown ? { kind: 'join', entry } : undefined;
  }
  return { kind: 'create', nonce };
}

/** If the organiser's own link is at work, that link makes the entry. */
function* organiserGoesFirst({ plan, settings, event: { meeting }, at }: Claiming): Asking<boolean> {
  if (meeting?.role !== 'attendee' || meeting.organiser === undefined) return false;
  if (meeting.organiser === settings.email || at >= waitsSince(plan, at) + STUCK_MS) return false;
  return yield* isAtWork(meeting.organiser);
}
