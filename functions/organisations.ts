// The operator sees which company holds an organisation of Microsoft 365, and releases it.
import { z } from 'zod';
import { readHolder, releaseOrganisation } from '../shared/links/connections/consentHolder.ts';
import { CLOUD_NAMES } from '../shared/links/settings.ts';
import { organisationHolder } from './answers/operator.ts';
import { ok } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { id } from './http/parameters.ts';
import { operatorRoute } from './http/route.ts';

const organisation = 'organisations/{cloud}/{tenant}';
const params = z.object({
  cloud: z.enum(CLOUD_NAMES),
  tenant: z.guid('must be the id of an organisation').toLowerCase(),
});

operatorRoute(
  {
    name: 'getOrganisation',
    method: 'GET',
    path: organisation,
    action: 'organisation.release',
    summary: 'The company that holds an organisation of Microsoft 365',
    answers: { 200: organisationHolder },
    params,
  },
  async (call) => {
    const holder = await readHolder(call, call.params);
    if ('problem' in holder) return holder;
    const { grantedAt, ...rest } = holder;
    return ok({ ...rest, ...(grantedAt === undefined ? {} : { grantedAt: instantText(grantedAt) }) });
  },
);

operatorRoute(
  {
    name: 'releaseOrganisation',
    method: 'DELETE',
    path: organisation,
    action: 'organisation.release',
    summary: 'Release an organisation of Microsoft 365 from its company',
    answers: { 204: 'nothing' },
    params,
    /** The company as GET answered it. */
    query: z.object({ company: id }),
  },
  async (call) => (await releaseOrganisation(call, { ...call.params, ...call.query })) ?? { status: 204 },
);
