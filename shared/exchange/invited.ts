// The participants of the user's meeting after a write that invites some people and lets others go. Everybody else
// stays, however they were invited: a person may have done so in Outlook.
import type { Attendee, Meeting, MeetingMails } from '../sync/ports/mailbox.ts';

export interface Invited {
  readonly all: readonly Pick<Attendee, 'email' | 'kind'>[];
  /** The lists of which somebody comes or goes. */
  readonly changed: ReadonlySet<Attendee['kind']>;
}

/** Undefined where nobody comes or goes. Invited people stay as they are; new ones are required. */
export function invitedAfter(
  meeting: Meeting | undefined,
  { invite, disinvite }: Pick<MeetingMails, 'invite' | 'disinvite'>,
): Invited | undefined {
  const before = meeting?.attendees ?? [];
  const leaves = ({ email }: Attendee): boolean => disinvite.includes(email);
  const leave = before.filter(leaves);
  const stay = before.filter((each) => !leaves(each));
  const come = invite
    .filter((email) => !stay.some((each) => each.email === email))
    .map((email) => ({ email, kind: 'required' }) as const);
  if (come.length === 0 && leave.length === 0) return undefined;
  return {
    all: [...stay.map(({ email, kind }) => ({ email, kind })), ...come],
    changed: new Set([...leave, ...come].map(({ kind }) => kind)),
  };
}
