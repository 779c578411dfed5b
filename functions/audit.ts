// Who decided what about a user's link, and about the company's connections, newest first.

import { findLink } from '../shared/links/findLink.ts';
import type { AuditRow } from '../shared/sync/ports/audit.ts';
import { ok } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  { name: 'getAudit', method: 'GET', path: 'users/{email}/audit', action: 'link.read', params: userParams },
  async ({ app, company, params }) => {
    const found = await findLink({ app, company }, params.email);
    if ('problem' in found) return found;
    if (!found.settings) return ok({ items: [] });
    const { link } = found.settings.value;
    const [settings, ofAll, own] = await Promise.all([
      app.directory.decisions(company, link),
      app.directory.companyDecisions(company),
      app.directory.linkStore(company, link).list('audit'),
    ]);
    const cutOvers = ofAll.filter(({ what }) => what === 'cutOver');
    const rows = [...settings, ...cutOvers, ...own.map((stored) => stored.row)].sort((a, b) => b.at - a.at);
    return ok({ items: rows.map(auditView) });
  },
);

companyRoute(
  { name: 'getCompanyAudit', method: 'GET', path: 'audit', action: 'exchange.read' },
  async ({ app, company }) => {
    const rows = await app.directory.companyDecisions(company);
    return ok({ items: rows.reverse().map(auditView) });
  },
);

const auditView = ({ at, ...row }: AuditRow): object => ({ at: instantText(at), ...row });
