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
import { ok, type Refusal, type Reply, replyOf } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';
import { companyParams, id } from '../http/parameters.ts';
import { operatorRoute } from '../http/route.ts';
import { companyView } from '../views/companyView.ts';

const newCompany = z.strictObject({
  company: id,
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
});
const params = companyParams;

operatorRoute(
  { name: 'createCompany', method: 'POST', path: 'companies', action: 'company.manage', body: newCompany },
  async ({ app, body }) => replyOf(201, await createCompany(app, body)),
);

operatorRoute({ name: 'listCompanies', method: 'GET', path: 'companies', action: 'company.manage' }, async ({ app }) =>
  ok({ items: (await listCompanies(app)).map(companyView) }),
);

operatorRoute(
  { name: 'getCompany', method: 'GET', path: 'companies/{company}', action: 'company.manage', params },
  async ({ app, params }) => companyReply(await readCompany(app, params.company)),
);

operatorRoute(
  { name: 'suspendCompany', method: 'POST', path: 'companies/{company}/suspend', action: 'company.manage', params },
  async ({ app, params }) => companyReply(await suspendCompany(app, params.company)),
);

operatorRoute(
  { name: 'resumeCompany', method: 'POST', path: 'companies/{company}/resume', action: 'company.manage', params },
  async ({ app, params }) => companyReply(await resumeCompany(app, params.company)),
);

operatorRoute(
  {
    name: 'getOperatorAudit',
    method: 'GET',
    path: 'operator/audit',
    action: 'company.manage',
    query: z.object({ company: id.optional() }),
  },
  async ({ app, query }) => {
    const decisions = await readOperatorAudit(app, query.company);
    return ok({ items: decisions.map(({ at, ...decision }) => ({ at: instantText(at), ...decision })) });
  },
);

const companyReply = (answer: ShownCompany | Refusal): Reply =>
  'problem' in answer ? answer : ok(companyView(answer));
