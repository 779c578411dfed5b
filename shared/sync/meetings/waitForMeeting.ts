// The links of one company wait for each other over a meeting, for a limited time.
import type { Instant } from '../../calendar/event.ts';
import { type Plan, type Verdict, waits } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';

/**
 * Milliseconds after which a link counts as stuck that has announced a meeting's entry, or would have to make it, and
 * has not made it.
 */
export const STUCK_MS = 60 * 60_000;
const SOONEST_MS = 60_000;
const LATEST_MS = 10 * 60_000;

/** When the pair began to wait; now, where it does not wait yet. */
export const waitsSince = ({ row }: Plan, at: Instant): Instant => row.meeting?.awaits?.since ?? at;

export interface WaitsFor {
  readonly uid: string;
  readonly for: 'otherLink' | 'mail';
  readonly at: Instant;
}

/** The pair writes nothing and looks again: soon at first, and later the longer it has waited. */
export function waitForMeeting(plan: Plan, { uid, for: what, at }: WaitsFor): Verdict {
  const since = waitsSince(plan, at);
  const meeting = { ...plan.row.meeting, uid, awaits: { for: what, since } };
  const waitUntil = at + Math.min(Math.max(at - since, SOONEST_MS), LATEST_MS);
  return waits({ ...plan, operations: [], row: { ...plan.row, meeting } }, waitUntil);
}

/** True when a link of the company may still carry out its claim. */
export function* isOn(link: string): Asking<boolean> {
  const links = yield* ask({ kind: 'links' });
  return links.some((each) => each.link === link && each.on);
}

/** True when the link of the user with this address is at work. */
export function* isAtWork(email: string): Asking<boolean> {
  const links = yield* ask({ kind: 'links' });
  return links.some((each) => each.email === email && each.on && each.started);
}
