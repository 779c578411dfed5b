// The decisions about a user's link and about the company's connections, each with its author.
import { readCompanyAudit, readLinkAudit } from '../shared/links/link/audit.ts';
import { pageOfRecord } from '../shared/links/page.ts';
import { decisions } from './answers/operator.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { decisionsReply } from './views/decisionView.ts';

companyRoute(
  {
    name: 'getAudit',
    method: 'GET',
    path: 'users/{email}/audit',
    action: 'link.read',
    summary: 'Decisions about a link with their authors, the newest first',
    answers: { 200: decisions },
    params: userParams,
    query: page(500),
  },
  async (call) => {
    const audit = await readLinkAudit(call, call.params);
    return 'problem' in audit ? audit : decisionsReply(pageOfRecord(audit.items, call.query));
  },
);

companyRoute(
  {
    name: 'getCompanyAudit',
    method: 'GET',
    path: 'audit',
    action: 'exchange.read',
    summary: 'Changes of the connections with their authors, the newest first',
    answers: { 200: decisions },
    query: page(500),
  },
  async (call) => decisionsReply(pageOfRecord((await readCompanyAudit(call)).items, call.query)),
);
