// Losing values of a user: the list, and the way back into both calendars.
import { z } from 'zod';
import { type Conflict, listConflicts } from '../shared/links/pairs/listConflicts.ts';
import { restoreConflict } from '../shared/links/pairs/restoreConflict.ts';
import { conflicts } from './answers/conflicts.ts';
import { ok, problemView } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'listConflicts',
    method: 'GET',
    path: 'users/{email}/conflicts',
    action: 'link.read',
    summary: 'Losing values of the last 30 days, the newest first',
    answers: { 200: conflicts },
    params: userParams,
    query: page(100),
  },
  async (call) => {
    const conflicts = await listConflicts(call, { ...call.params, ...call.query });
    return 'problem' in conflicts ? conflicts : ok({ ...conflicts, items: conflicts.items.map(conflictView) });
  },
);

function conflictView({ at, lost, keptUntil, restore, ...shown }: Conflict): object {
  return {
    ...shown,
    at: instantText(at),
    ...(lost ? { value: lost.value } : { problem: problemView({ code: 'conflict-unreadable' }) }),
    keptUntil: instantText(keptUntil),
    ...(restore ? { restore: { at: instantText(restore.at), state: restore.state } } : {}),
  };
}

const conflictParams = userParams.extend({
  conflictId: z.string().regex(/^\d{1,16}-[\w-]{1,64}$/, 'must be the id of a conflict'),
});

companyRoute(
  {
    name: 'restoreConflict',
    method: 'POST',
    path: 'users/{email}/conflicts/{conflictId}/restore',
    action: 'link.restore',
    summary: 'A losing value back into both calendars',
    answers: { 202: 'nothing' },
    params: conflictParams,
  },
  async (call) => {
    const { email, conflictId } = call.params;
    const answer = await restoreConflict(call, { email, conflict: conflictId });
    return 'problem' in answer ? answer : { status: 202 };
  },
);
