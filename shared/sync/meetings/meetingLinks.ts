// How long links of one company wait for each other over a meeting, and which of them would have to act.
import type { Instant } from '../../calendar/event.ts';
import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import type { MeetingPart } from '../ports/rows.ts';
import type { LinkRegistration } from '../ports/store.ts';
import type { Session } from '../session/session.ts';

/** A link that has announced the entry of a meeting, or would have to, and has not made it by then is stuck. */
export const STUCK_MS = 60 * 60_000;
const SOONEST_MS = 60_000;
const LATEST_MS = 10 * 60_000;

/** The company's links are the same for a whole run. */
const asked = new WeakMap<Session, Promise<LinkRegistration[]>>();

/** The links of the company, asked once a run. */
export function linksOf(session: Session): Promise<LinkRegistration[]> {
  const known = asked.get(session) ?? session.context.company.links();
  asked.set(session, known);
  return known;
}

/** Whether a link of the company may still do what it has announced. */
export async function isOn(session: Session, link: string): Promise<boolean> {
  return (await linksOf(session)).some((each) => each.link === link && each.on);
}

export const waitsSince = (session: Session, { row }: Job): Instant =>
  row.meeting?.awaits?.since ?? session.context.now();

/** The job writes nothing and looks again: soon at first, later the longer it has waited. */
export function awaitOther(session: Session, job: Job, uid: string, what: 'otherLink' | 'mail'): void {
  const now = session.context.now();
  const since = waitsSince(session, job);
  job.operations = [];
  job.row = { ...job.row, meeting: { ...job.row.meeting, uid, awaits: { for: what, since } } };
  job.waitUntil = now + Math.min(Math.max(now - since, SOONEST_MS), LATEST_MS);
}

/** The pair's part in a meeting, with what has become of it and without what it waited for. */
export const partOf = ({ row }: Job, uid: string, change: Partial<MeetingPart> = {}): MeetingPart => ({
  ...without(row.meeting ?? { uid }, 'awaits'),
  uid,
  ...change,
});
