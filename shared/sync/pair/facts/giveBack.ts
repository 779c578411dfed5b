// The mailbox's delete has no condition. A person may edit the event just before our delete takes it. Deleted Items
// shows it.

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS } from '../../../calendar/event.ts';
import { failedBy, goOn, type Plan, type Verdict } from '../plan.ts';
import { type Asking, ask } from '../question.ts';
import { printsOf } from '../row/prints.ts';
import { indexRow } from '../row/rows.ts';
import type { Settings } from '../settings.ts';

/**
 * Moves the event back that our delete took, where it differs from the event as read before the delete. The pair is
 * then looked at again. Stops where nobody can tell: the intent stays.
 */
export function* giveBackEdited(plan: Plan, { print }: Settings, read: Prints): Asking<Verdict> {
  const side = plan.row.mailbox;
  if (!side?.uid) return goOn(plan);
  const deleted = yield* ask({ kind: 'deletedEvent', uid: side.uid });
  if (!deleted.ok) return failedBy(plan, deleted.failure);
  const item = deleted.value;
  if (!item) return goOn(plan);
  const now = printsOf(print, item);
  if (EVENT_FIELDS.every((field) => now[field] === read[field])) return goOn(plan);
  const back = yield* ask({ kind: 'moveBack', id: item.id });
  if (!back.ok) return failedBy(plan, back.failure);
  const { pair } = plan.row;
  return goOn({
    ...plan,
    row: { ...plan.row, mailbox: { ...side, id: back.value } },
    rows: [...plan.rows, indexRow('mailbox', { id: back.value, pair })],
    mailbox: { state: 'absent' },
    conclusion: 'lookAgain',
  });
}
