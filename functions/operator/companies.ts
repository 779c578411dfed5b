// The operator makes companies, sees how they stand, suspends and resumes them.
import { z } from 'zod';
import {
  listCompanies,
  readCompany,
  resumeCompany,
  type ShownCompany,
  suspendCompany,
} from '../../shared/links/operator/companyState.ts';
import { createCompany } from '../../shared/links/operator/createCompany.ts';
import { readOperatorAudit } from '../../shared/links/operator/operatorAudit.ts';
import { pageOf, pageOfRecord } from '../../shared/links/page.ts';
import { companies, company, createdCompany, decisions } from '../answers/operator.ts';
import { ok, pageReply, type Refusal, type Reply, replyOf } from '../http/answer.ts';
import { companyParams, id, page } from '../http/parameters.ts';
import { operatorRoute } from '../http/route.ts';
import { companyView } from '../views/companyView.ts';
import { decisionsReply } from '../views/decisionView.ts';

const newCompany = z.strictObject({
  company: id,
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
});
const params = companyParams;

operatorRoute(
  {
    name: 'createCompany',
    method: 'POST',
    path: 'companies',
    action: 'company.manage',
    summary: 'A new company, and its first API key',
    answers: { 201: createdCompany },
    body: newCompany,
  },
  async ({ app, body }) => replyOf(201, await createCompany(app, body)),
);

operatorRoute(
  {
    name: 'listCompanies',
    method: 'GET',
    path: 'companies',
    action: 'company.manage',
    summary: 'All companies with their state',
    answers: { 200: companies },
    query: page(500),
  },
  async ({ app, query }) => {
    const { shown, ...next } = pageOf(await listCompanies(app), query, ({ company }) => company);
    return pageReply({ shown: shown.map(companyView), ...next });
  },
);

operatorRoute(
  {
    name: 'getCompany',
    method: 'GET',
    path: 'companies/{company}',
    action: 'company.manage',
    summary: 'One company with its state',
    answers: { 200: company },
    params,
  },
  async ({ app, params }) => companyReply(await readCompany(app, params.company)),
);

operatorRoute(
  {
    name: 'suspendCompany',
    method: 'POST',
    path: 'companies/{company}/suspend',
    action: 'company.manage',
    summary: 'Nothing of the company runs any more; nothing is deleted',
    answers: { 200: company },
    params,
  },
  async ({ app, params }) => companyReply(await suspendCompany(app, params.company)),
);

operatorRoute(
  {
    name: 'resumeCompany',
    method: 'POST',
    path: 'companies/{company}/resume',
    action: 'company.manage',
    summary: 'The company goes on',
    answers: { 200: company },
    params,
  },
  async ({ app, params }) => companyReply(await resumeCompany(app, params.company)),
);

operatorRoute(
  {
    name: 'getOperatorAudit',
    method: 'GET',
    path: 'operator/audit',
    action: 'company.manage',
    summary: 'Decisions about companies and keys, the newest first',
    answers: { 200: decisions },
    query: page(500).extend({ company: id.optional() }),
  },
  async ({ app, query }) => decisionsReply(pageOfRecord(await readOperatorAudit(app, query.company), query)),
);

const companyReply = (answer: ShownCompany | Refusal): Reply =>
  'problem' in answer ? answer : ok(companyView(answer));
