// Shared mailboxes: each shows the entries of everybody in one calendar. The administrator names it, switches its link
// on and starts it by the same calls as for a user.
import type { SharedMailbox, User, Versioned } from '../../state/directory.ts';
import type { CalendarChoice } from '../../sync/ports/mailbox.ts';
import type { InCompany } from '../acting.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Precondition, type Saved, saveResource } from '../saveResource.ts';

export type SharedUser = User & { readonly shared: SharedMailbox };

export async function readSharedMailbox(
  { app, company }: InCompany,
  email: string,
): Promise<Versioned<SharedUser> | Refusal> {
  const stored = await app.directory.user(company, email).get();
  return stored && isShared(stored.value) ? { value: stored.value, etag: stored.etag } : refused('not-found');
}

export interface SharedMailboxChange {
  readonly email: string;
  readonly name: string;
  /** Undefined: the calendar that the connection names, else the mailbox's own. */
  readonly calendar?: CalendarChoice | undefined;
  readonly precondition: Precondition;
}

/** A link that is on keeps the calendar that it was switched on with. */
export async function saveSharedMailbox(
  { app, company }: InCompany,
  { email, name, calendar, precondition }: SharedMailboxChange,
): Promise<Saved<User> | Refusal> {
  const shared: SharedMailbox = calendar === undefined ? {} : { calendar };
  const saved = await saveResource(app.directory.user(company, email), precondition, {
    value: (stored) =>
      stored && !stored.shared
        ? refused('address-taken')
        : { value: { user: stored?.user ?? app.newId(), email, name, shared } },
  });
  app.settingsChanged(company);
  return saved;
}

const isShared = (user: User): user is SharedUser => user.shared !== undefined;
