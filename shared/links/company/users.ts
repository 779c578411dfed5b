// The users of a company: an address that both systems have, a name, and how far the link is.
import type { LinkSettings, User, Versioned } from '../../state/directory.ts';
import type { InCompany } from '../acting.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Precondition, type Saved, saveResource } from '../saveResource.ts';

/** `preview`: switched on, and not started. `inactive`: the business application says that the person has left. */
export type Synchronisation = 'off' | 'preview' | 'on' | 'inactive';

export interface ListedUser {
  readonly email: string;
  readonly name: string;
  readonly synchronisation: Synchronisation;
  /** A shared mailbox, and no person. */
  readonly shared?: true;
}

export async function listUsers({ app, company }: InCompany): Promise<readonly ListedUser[]> {
  const [users, links] = await Promise.all([app.directory.users(company), app.directory.links(company)]);
  const byUser = new Map(links.map((link) => [link.link, link]));
  return users.map(({ user, email, name, inactive, shared }) => ({
    email,
    name,
    synchronisation: inactive ? 'inactive' : synchronisationOf(byUser.get(user)),
    ...(shared ? { shared: true } : {}),
  }));
}

const synchronisationOf = (link: LinkSettings | undefined): Synchronisation => {
  if (!link?.on) return 'off';
  return link.started ? 'on' : 'preview';
};

export async function readUser({ app, company }: InCompany, email: string): Promise<Versioned<User> | Refusal> {
  return (await app.directory.user(company, email).get()) ?? refused('not-found');
}

export interface UserChange {
  readonly email: string;
  readonly name: string;
  readonly precondition: Precondition;
}

/** A user who is renamed keeps the id, and with it the link. */
export function saveUser(
  { app, company }: InCompany,
  { email, name, precondition }: UserChange,
): Promise<Saved<User> | Refusal> {
  return saveResource(app.directory.user(company, email), precondition, {
    value: (stored) =>
      stored?.shared
        ? refused('address-taken')
        : { value: { ...stored, user: stored?.user ?? app.newId(), email, name } },
  });
}
