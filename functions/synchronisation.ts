// The administrator enables synchronisation for the company, and disables it.
import {
  type ConnectionTests,
  disableSynchronisation,
  enableSynchronisation,
  readSynchronisation,
  type Synchronisation,
} from '../shared/links/company/synchronisation.ts';
import { synchronisation, testsFailed } from './answers/company.ts';
import { ok, problemView, type Reply } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { companyRoute } from './http/route.ts';
import { testView } from './views/testView.ts';

companyRoute(
  {
    name: 'getSynchronisation',
    method: 'GET',
    path: 'synchronisation',
    action: 'company.read',
    summary: 'Enabled or disabled, and since when',
    answers: { 200: synchronisation },
  },
  async (call) => ok(view(await readSynchronisation(call))),
);

companyRoute(
  {
    name: 'enableSynchronisation',
    method: 'POST',
    path: 'synchronisation/enable',
    action: 'company.enable',
    summary: 'Test both connections, and let users switch on',
    answers: { 200: synchronisation, 409: testsFailed },
  },
  async (call) => {
    const answer = await enableSynchronisation(call);
    if ('problem' in answer) return answer;
    return 'failed' in answer ? failedTests(answer.failed) : ok(view(answer.enabled));
  },
);

companyRoute(
  {
    name: 'disableSynchronisation',
    method: 'POST',
    path: 'synchronisation/disable',
    action: 'company.enable',
    summary: 'Nothing of the company runs any more; nothing is deleted',
    answers: { 200: synchronisation },
  },
  async (call) => {
    const answer = await disableSynchronisation(call);
    return 'problem' in answer ? answer : ok(view(answer));
  },
);

const view = ({ state, at }: Partial<Synchronisation>): object => ({
  state,
  ...(at === undefined ? {} : { since: instantText(at) }),
});

/** The problem with the steps of both tests: the first failed one says what to do. */
function failedTests({ exchange, source }: ConnectionTests): Reply {
  const problem = problemView({ code: 'connection-tests-failed' });
  const tests = { exchange: testView(exchange), ...(source ? { source: testView(source) } : {}) };
  return { status: 409, body: { ...problem, tests } };
}
