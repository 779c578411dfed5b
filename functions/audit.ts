// The decisions about a user's link and about the company's connections, each with its author.
import { readCompanyAudit, readLinkAudit } from '../shared/links/audit.ts';
import { ok } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  { name: 'getAudit', method: 'GET', path: 'users/{email}/audit', action: 'link.read', params: userParams },
  async (call) => {
    const audit = await readLinkAudit(call, call.params);
    return 'problem' in audit ? audit : ok({ items: audit.items.map(decisionView) });
  },
);

companyRoute({ name: 'getCompanyAudit', method: 'GET', path: 'audit', action: 'exchange.read' }, async (call) => {
  const { items } = await readCompanyAudit(call);
  return ok({ items: items.map(decisionView) });
});

const decisionView = ({ at, ...decision }: { readonly at: number }): object => ({ at: instantText(at), ...decision });
