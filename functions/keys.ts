// The operator changes ENCRYPTION_KEY: what still hangs on which key, so that a former one is taken away only when nothing
// does. A key is shown by its id, which tells nothing of it.
import { ok } from './http/answer.ts';
import { operatorRoute } from './http/route.ts';

operatorRoute({ name: 'listKeys', method: 'GET', path: 'keys', action: 'key.list' }, async ({ app }) => {
  const counts = await app.keyUse.counts();
  return ok({
    items: counts.map(({ key, ...rest }) => ({
      ...(key === undefined ? {} : { key }),
      ...rest,
      ...(rest.use === 'former' ? { isNeeded: rest.secrets + rest.losingValues + rest.links + rest.linksOff > 0 } : {}),
    })),
  });
});
