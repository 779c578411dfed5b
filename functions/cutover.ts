// A company goes over to the connection that it has prepared, and the progress of its links.
import { cutOver } from '../shared/links/connections/cutOver.ts';
import { readCutover } from '../shared/links/connections/cutoverProgress.ts';
import { pageOf } from '../shared/links/page.ts';
import { cutOverStarted, cutoverProgress } from './answers/company.ts';
import { ok, problemSinceView, replyOf } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

const cutoverPath = 'exchange/cutover';

companyRoute(
  {
    name: 'cutOver',
    method: 'POST',
    path: cutoverPath,
    action: 'exchange.write',
    summary: 'Swap the connection in use and the one that is prepared',
    answers: { 202: cutOverStarted },
  },
  async (call) => replyOf(202, await cutOver(call)),
);

companyRoute(
  {
    name: 'getCutover',
    method: 'GET',
    path: cutoverPath,
    action: 'exchange.read',
    summary: 'The progress of a cut-over',
    answers: { 200: cutoverProgress },
    query: page(500),
  },
  async (call) => {
    const progress = await readCutover(call);
    if ('problem' in progress) return progress;
    const { problems, decisions, ...counts } = progress;
    const { shown, ...next } = pageOf(problems, call.query, ({ email = '' }) => email);
    return ok({
      ...counts,
      problems: shown.map(({ email, problem }) => ({ email, ...problemSinceView(problem) })),
      ...next,
      decisions: decisions.slice(0, DECISIONS_MAX).map(({ at, by }) => ({ at: instantText(at), by })),
    });
  },
);

/** The newest; the record of the company has all of them. */
const DECISIONS_MAX = 100;
