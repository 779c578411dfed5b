// The operator releases an organisation of Microsoft 365 that the wrong company holds. An administrator of the right
// company can then connect it.
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import type { Organisation } from '../../state/consent.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface OrganisationHolder extends Organisation {
  readonly company: string;
  /** Absent where the company's own row leads to another organisation or is gone. */
  readonly grantedAt?: Instant;
  /** The number of its users whose synchronisation is on. Their calendars wait after a release. */
  readonly usersOn: number;
}

/** The links that a release would end. It changes nothing. */
export async function readHolder(
  { app }: { readonly app: App },
  organisation: Organisation,
): Promise<OrganisationHolder | Refusal> {
  const { directory } = app;
  const company = await directory.consents.holder(organisation);
  if (company === undefined) return refused('not-found');
  const [consent, links] = await Promise.all([directory.consents.get(company), directory.links(company)]);
  const isThisOne = consent?.cloud === organisation.cloud && consent.tenant === organisation.tenant;
  const usersOn = links.filter(({ on }) => on).length;
  return { ...organisation, company, ...(isThisOne ? { grantedAt: consent.grantedAt } : {}), usersOn };
}

/**
 * `company`: the holder as `readHolder` showed it. Where another company holds the organisation, nothing is released.
 */
export async function releaseOrganisation(
  { app }: { readonly app: App },
  { company, ...organisation }: Organisation & { readonly company: string },
): Promise<Refusal | undefined> {
  const decision = decisionOf({ app, by: 'operator' }, 'consentReleased');
  const isReleased = await app.directory.consents.releaseFrom(company, organisation, decision);
  return isReleased ? undefined : refused('consent-holder-changed');
}
