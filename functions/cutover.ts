// A company goes over to the connection that it has prepared, and the progress of its links.
import { cutOver } from '../shared/links/cutOver.ts';
import { readCutover } from '../shared/links/cutoverProgress.ts';
import { ok, problemView, replyOf } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { companyRoute } from './http/route.ts';

const cutoverPath = 'exchange/cutover';

companyRoute({ name: 'cutOver', method: 'POST', path: cutoverPath, action: 'exchange.write' }, async (call) =>
  replyOf(202, await cutOver(call)),
);

companyRoute({ name: 'getCutover', method: 'GET', path: cutoverPath, action: 'exchange.read' }, async (call) => {
  const progress = await readCutover(call);
  if ('problem' in progress) return progress;
  const { problems, decisions, ...counts } = progress;
  return ok({
    ...counts,
    problems: problems.map(({ email, problem }) => ({
      email,
      ...problemView(problem),
      since: instantText(problem.at),
    })),
    decisions: decisions.map(({ at, by }) => ({ at: instantText(at), by })),
  });
});
