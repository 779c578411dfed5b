// The consent of an organisation of Microsoft 365: an administrator starts it, finishes it, reads it and withdraws it. Its
// steps: shared/access/consent.ts.
import type { ConsentProof, ConsentReply, ConsentStarted, ConsentTurn } from '../../access/consent.ts';
import type { App } from '../../app/app.ts';
import type { Consent } from '../../state/consent.ts';
import type { Acting, InCompany } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

/** Ends an attempt that was started before. */
export async function startConsent({ app, company }: InCompany): Promise<ConsentStarted | Refusal> {
  const started = await app.consent.start(company);
  return typeof started === 'string' ? refused(started) : started;
}

/** One return from Microsoft's pages. */
export const finishConsent = (app: App, reply: ConsentReply, proof: ConsentProof): Promise<ConsentTurn> =>
  app.consent.returned(reply, proof);

export async function readConsent({ app, company }: InCompany): Promise<Consent | Refusal> {
  return (await app.directory.consents.get(company)) ?? refused('not-found');
}

/** Repeatable. Afterwards any company can connect the organisation. */
export async function withdrawConsent(acting: Acting): Promise<void> {
  await acting.app.directory.consents.release(acting.company, decisionOf(acting, 'consentWithdrawn'));
}
