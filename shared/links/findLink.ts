// The link of the user who has an address.
import type { LinkSettings, User, Versioned } from '../state/directory.ts';
import type { InCompany } from './acting.ts';
import { type Refusal, refused } from './refusal.ts';

export interface UserLink {
  readonly user: User;
  /** Undefined: the user never switched the link on, or its settings were lost. */
  readonly settings: Versioned<LinkSettings> | undefined;
}

export interface LinkThatIsOn extends UserLink {
  readonly settings: Versioned<LinkSettings>;
}

/** The user, and the settings of the link where there are any. */
export async function findLink({ app, company }: InCompany, email: string): Promise<UserLink | Refusal> {
  const stored = await app.directory.user(company, email).get();
  if (!stored) return refused('user-unknown');
  const user = stored.value;
  return { user, settings: await app.directory.linkSettings(company, user.user).get() };
}

/** The link where it is switched on, else the reason why there is none. */
export async function findLinkThatIsOn(scope: InCompany, email: string): Promise<LinkThatIsOn | Refusal> {
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  const { user, settings } = found;
  return settings?.value.on ? { user, settings } : refused('link-not-on');
}
