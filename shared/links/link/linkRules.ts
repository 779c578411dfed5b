// The rules of a link: direction, filters, private events. They are set when it is switched on, and changed here.
import { DEFAULT_RULES, type LinkRules } from '../../sync/ports/linkRules.ts';
import type { Acting, InCompany } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { saveLink } from './saveLink.ts';
import { unknownTypes } from './unknownTypes.ts';

export async function readRules(scope: InCompany, { email }: { readonly email: string }): Promise<LinkRules | Refusal> {
  const found = await findLinkThatIsOn(scope, email);
  return 'problem' in found ? found : (found.settings.value.rules ?? DEFAULT_RULES);
}

/** Answers the rules as they are stored. A run goes through the pairs anew. */
export async function changeRules(
  acting: Acting,
  { email, rules }: { readonly email: string; readonly rules: LinkRules },
): Promise<LinkRules | Refusal> {
  const { app, company } = acting;
  const found = await findLinkThatIsOn(acting, email);
  if ('problem' in found) return found;
  const { value, etag } = found.settings;
  const source = await app.directory.source(company, value.source).get();
  const errors = unknownTypes(rules, source?.value.entryTypes ?? []);
  if (errors.length > 0) return invalid(errors);
  const stale = await saveLink(acting, { settings: { ...value, rules }, etag, what: 'settingsChanged' });
  if (stale) return stale;
  await app.queues.syncLink({ company, link: value.link });
  return rules;
}
