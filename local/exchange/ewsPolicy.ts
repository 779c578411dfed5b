// Whether Exchange Online lets anybody use EWS, and what it answers whom it does not: HTTP 403 with the reason in a header
// (Microsoft: "Control access to EWS in Exchange"). Rules of user agents are not kept.
import type { Principal } from './accounts.ts';

/** What an administrator has set; without a rule everybody gets in, as in Exchange Server. */
export interface EwsPolicy {
  /** EwsEnabled of the organisation. */
  readonly enabled?: boolean;
  /** EwsAllowedAppIDs: the only applications that get in. */
  readonly allowedApps?: readonly string[];
  /** Mailboxes whose own EwsEnabled is false. */
  readonly closedMailboxes?: readonly string[];
}

/** The reason why a request in `mailbox` is refused, for the header; undefined where it is let in. */
export function refusedByPolicy(
  { enabled = true, allowedApps, closedMailboxes = [] }: EwsPolicy,
  { name }: Principal,
  mailbox: string | undefined,
): string | undefined {
  const closed = closedMailboxes.some((each) => each.toLowerCase() === mailbox?.toLowerCase());
  if (!enabled || closed) return 'EWS is disabled for this user or tenant';
  if (allowedApps && !allowedApps.includes(name)) return 'EWS is blocked by policy for this user or tenant';
  return undefined;
}
