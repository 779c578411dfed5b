// The link of the user whom an address names, as far as it exists.
import type { App } from '../app/app.ts';
import type { LinkSettings, User, Versioned } from '../state/directory.ts';
import { type Refusal, refused } from './refusal.ts';

export interface UserLink {
  readonly user: User;
  /** Undefined: never switched on. */
  readonly settings: Versioned<LinkSettings> | undefined;
}

export async function linkOf(app: App, company: string, email: string): Promise<UserLink | Refusal> {
  const stored = await app.directory.user(company, email).get();
  if (!stored) return refused('user-unknown');
  const user = stored.value;
  return { user, settings: await app.directory.linkSettings(company, user.user).get() };
}

/** The link where it is switched on, else why not. */
export async function linkThatIsOn(
  app: App,
  company: string,
  email: string,
): Promise<(UserLink & { readonly settings: Versioned<LinkSettings> }) | Refusal> {
  const found = await linkOf(app, company, email);
  if ('problem' in found) return found;
  const { user, settings } = found;
  return settings?.value.on ? { user, settings } : refused('link-not-on');
}
