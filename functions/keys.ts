// The operator sees what hangs on which key.
import { listKeys } from '../shared/links/company/listKeys.ts';
import { encryptionKeys } from './answers/operator.ts';
import { ok } from './http/answer.ts';
import { operatorRoute } from './http/route.ts';

operatorRoute(
  {
    name: 'listKeys',
    method: 'GET',
    path: 'keys',
    action: 'key.list',
    summary: 'How much data depends on each encryption key',
    answers: { 200: encryptionKeys },
  },
  async ({ app }) => {
    const keys = await listKeys(app);
    return ok({ items: keys.map(({ key, ...counts }) => ({ ...(key === undefined ? {} : { key }), ...counts })) });
  },
);
