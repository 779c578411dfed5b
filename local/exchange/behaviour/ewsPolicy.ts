// The rules of Exchange Online about who may use EWS. A refusal is HTTP 403 with the reason in a header (Microsoft:
// "Control access to EWS in Exchange"). Rules about user agents are not kept.
import type { Principal } from '../accounts/accounts.ts';

/** An administrator's settings. Without a rule everybody may use EWS, as in Exchange Server. */
export interface EwsPolicy {
  /** EwsEnabled of the organisation. */
  readonly enabled?: boolean;
  /** EwsAllowedAppIDs: the only applications that may use EWS. */
  readonly allowedApps?: readonly string[];
  /** Mailboxes with their own EwsEnabled set to false. */
  readonly closedMailboxes?: readonly string[];
}

/** The reason for the header where a request in `mailbox` is refused; undefined where it is allowed. */
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
