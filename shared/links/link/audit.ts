// The decisions about a user's link and about the connections of a company, each with its author. The newest is first.
import type { AuditRow } from '../../sync/ports/audit.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import type { Refusal } from '../refusal.ts';

/** A cut-over concerns each link of the company, and stands in the audit of each. */
export async function readLinkAudit(
  scope: InCompany,
  { email }: { readonly email: string },
): Promise<{ readonly items: readonly AuditRow[] } | Refusal> {
  const { app, company } = scope;
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  if (!found.settings) return { items: [] };
  const { link } = found.settings.value;
  const [ofSettings, ofCompany, ofRows] = await Promise.all([
    app.directory.decisions(company, link),
    app.directory.companyDecisions(company),
    app.directory.linkStore(company, link).list('audit'),
  ]);
  const cutOvers = ofCompany.filter(({ what }) => what === 'cutOver');
  const items = [...ofSettings, ...cutOvers, ...ofRows.map((stored) => stored.row)];
  return { items: items.sort((a, b) => b.at - a.at) };
}

export async function readCompanyAudit({ app, company }: InCompany): Promise<{ readonly items: readonly AuditRow[] }> {
  return { items: (await app.directory.companyDecisions(company)).reverse() };
}
