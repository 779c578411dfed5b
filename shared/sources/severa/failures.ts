// Failures that Severa says in its own words: the type of its error body tells what stands in the way of the company.
import type { Instant } from '../../calendar/event.ts';
import type { HttpAnswer } from '../../net/https.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Failure } from '../../sync/ports/outcome.ts';
import { failureOfAnswer, failureOfEntry } from '../connect/failures.ts';
import { exception } from './wire.ts';

/** Errors that concern the whole company: nothing is asked for an entry until a person has acted. */
const BLOCKS: ReadonlyMap<string, ProblemCode> = new Map<string, ProblemCode>([
  ['AddonMissing', 'source-addon-missing'],
  ['FeatureIsNotEnabled', 'source-addon-missing'],
  ['AddonMissingTermsOfServiceApproval', 'source-terms-not-approved'],
  ['TermsOfServiceNotApproved', 'source-terms-not-approved'],
  ['OrganizationNotActive', 'source-organisation-inactive'],
  ['TrialExpired', 'source-organisation-inactive'],
  ['NotAvailableInTrial', 'source-organisation-inactive'],
  ['ExcludedFromTrial', 'source-organisation-inactive'],
  ['InsufficientApiScope', 'source-rights-missing'],
  ['PermissionDenied', 'source-rights-missing'],
  ['UserLicenseType', 'source-rights-missing'],
]);

/** `about`: a request about one activity. Only there, 404 says that it does not exist. */
export function failureOf(answer: HttpAnswer, about: 'entry' | 'all', now: Instant): Failure | undefined {
  const isOfEntry = about === 'entry' && !isOfServerBetween(answer);
  const plain = isOfEntry ? failureOfEntry(answer, now) : failureOfAnswer(answer, now);
  if (!plain || plain.kind === 'throttled' || plain.kind === 'gone') return plain;
  const type = typeOf(answer.body);
  const code = type === undefined ? undefined : BLOCKS.get(type);
  return code === undefined ? plain : { kind: 'blocked', code, detail: type ?? '' };
}

/** A 404 of Severa has no body. One with a body comes from a server between: it says nothing of the activity. */
const isOfServerBetween = ({ status, body }: HttpAnswer): boolean =>
  (status === 404 || status === 410) && body.trim() !== '';

function typeOf(body: string): string | undefined {
  try {
    const parsed = exception.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.error.type : undefined;
  } catch {
    return undefined;
  }
}
