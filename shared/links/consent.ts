// What an administrator sees of the organisation of Microsoft 365 that let this service in, and the way to let go of it.
// The consent itself: shared/access/consent.ts.
import type { Consent } from '../state/consent.ts';
import type { Acting, InCompany } from './acting.ts';
import { decisionOf } from './decision.ts';
import { type Refusal, refused } from './refusal.ts';

export async function readConsent({ app, company }: InCompany): Promise<Consent | Refusal> {
  return (await app.directory.consents.get(company)) ?? refused('not-found');
}

/** Repeatable. Afterwards any company can connect the organisation. */
export async function withdrawConsent(acting: Acting): Promise<void> {
  await acting.app.directory.consents.release(acting.company, decisionOf(acting, 'consentWithdrawn'));
}
