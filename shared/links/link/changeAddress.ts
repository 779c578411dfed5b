// A user's address changes, as with a name. The user stays the same, with all that the link remembers. The link's next run
// finds out whether it is still the same mailbox, and whether the business application names the new address.
import type { Acting } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface AddressChange {
  readonly from: string;
  readonly to: string;
}

/** Answers the user under the new address. */
export async function changeAddress(
  acting: Acting,
  { from, to }: AddressChange,
): Promise<{ readonly email: string; readonly name: string } | Refusal> {
  const { app, company } = acting;
  const moved = await app.directory.changeAddress(company, { from, to }, decisionOf(acting, 'addressChanged'));
  if (moved === 'missing') return refused('not-found');
  if (moved === 'taken') return refused('address-taken');
  app.settingsChanged(company);
  const link = (await app.directory.links(company)).find((each) => each.link === moved.user);
  if (link?.on) await app.queues.syncLink({ company, link: link.link });
  return { email: moved.email, name: moved.name };
}
