// The operator deletes a company: the dry run, the clean-up before it, the request, and the queue of its steps.
import { app as azure } from '@azure/functions';
import { z } from 'zod';
import { cleanUpCompany } from '../../shared/links/operator/cleanUpCompany.ts';
import { askForDeletion, deleteStep } from '../../shared/links/operator/deleteCompany.ts';
import { previewDeletion } from '../../shared/links/operator/deletionPreview.ts';
import { DELETE_COMPANY_QUEUE, deleteCompanyMessage } from '../../shared/state/account/queues.ts';
import { cleanUp, company, deletion } from '../answers/operator.ts';
import { ok, replyOf } from '../http/answer.ts';
import { companyParams } from '../http/parameters.ts';
import { operatorRoute } from '../http/route.ts';
import { runningApp } from '../process/running.ts';
import { messageOf } from '../queues/message.ts';
import { companyView } from '../views/companyView.ts';

/** Told with the dry run, as long as something would stay. */
const CLEAN_UP =
  'These events stay in the mailboxes, and these entries in the application. To remove them first, keep the company active and send POST companies/{company}/clean-up.';

operatorRoute(
  {
    name: 'previewDeletion',
    method: 'GET',
    path: 'companies/{company}/deletion',
    action: 'company.manage',
    summary: 'Dry run of the deletion of a company: counts, and what would stay in calendars',
    answers: { 200: deletion },
    params: companyParams,
  },
  async ({ app, params }) => {
    const preview = await previewDeletion(app, params.company);
    if ('problem' in preview) return preview;
    const { events, entries } = preview.stays;
    return ok({ ...preview, ...(events + entries > 0 ? { cleanUp: CLEAN_UP } : {}) });
  },
);

operatorRoute(
  {
    name: 'cleanUpCompany',
    method: 'POST',
    path: 'companies/{company}/clean-up',
    action: 'company.manage',
    summary: 'Switch off up to 100 links that are on, and remove what we made',
    answers: { 202: cleanUp },
    params: companyParams,
  },
  async ({ app, params }) => replyOf(202, await cleanUpCompany(app, params.company)),
);

operatorRoute(
  {
    name: 'deleteCompany',
    method: 'DELETE',
    path: 'companies/{company}',
    action: 'company.manage',
    summary: 'Delete a suspended company with all it has',
    answers: { 202: company },
    params: companyParams,
    /** The number of links as the dry run answered it. */
    query: z.object({ links: z.coerce.number('must be a number').int('must be a whole number') }),
  },
  async ({ app, params, query }) => {
    const asked = await askForDeletion(app, { ...params, ...query });
    return 'problem' in asked ? asked : replyOf(202, companyView(asked));
  },
);

azure.storageQueue('deleteCompanyStep', {
  queueName: DELETE_COMPANY_QUEUE,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { company } = messageOf(deleteCompanyMessage, message);
    const app = runningApp();
    await app.prepare();
    const step = await deleteStep(app, company);
    if (step === 'deleted') context.log('deleteCompanyStep: a company was deleted');
  },
});
