// The operator sees what hangs on which key.
import { listKeys } from '../shared/links/company/listKeys.ts';
import { ok } from './http/answer.ts';
import { operatorRoute } from './http/route.ts';

operatorRoute({ name: 'listKeys', method: 'GET', path: 'keys', action: 'key.list' }, async ({ app }) => {
  const keys = await listKeys(app);
  return ok({ items: keys.map(({ key, ...counts }) => ({ ...(key === undefined ? {} : { key }), ...counts })) });
});
