// Somebody asks for a run now, instead of waiting for the timer: the source is polled, and the link gets a look.
import type { InCompany } from './acting.ts';
import { findLinkThatIsOn } from './findLink.ts';
import type { Refusal } from './refusal.ts';

/** Answers the id of the link. */
export async function requestRun(
  scope: InCompany,
  { email }: { readonly email: string },
): Promise<{ readonly link: string } | Refusal> {
  const { app, company } = scope;
  const found = await findLinkThatIsOn(scope, email);
  if ('problem' in found) return found;
  const { link, source } = found.settings.value;
  await app.queues.pollSource({ company, source });
  await app.queues.syncLink({ company, link });
  return { link };
}
