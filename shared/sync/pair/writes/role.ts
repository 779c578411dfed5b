// The user's role in the entry, and the entry's type. The pair remembers them, because an entry that is gone no longer
// tells.
import type { PairRow } from '../../ports/rows.ts';
import { typeOf, typeToRemember } from '../entryType.ts';
import type { Read } from '../look.ts';
import { goOn, type Plan, type Verdict } from '../plan.ts';
import { without } from '../row/without.ts';
import type { Settings } from '../settings.ts';

/** The pair remembers role and type. A delete in the mailbox counts by the role that the user had when both were in step. */
export function rememberRole(plan: Plan, settings: Settings): Verdict {
  const { row, source, mailbox } = plan;
  const was = row.role ?? 'owner';
  const isOwner = source.state === 'present' ? source.item.owner === settings.email : was === 'owner';
  const role = isOwner ? 'owner' : 'participant';
  const isCopy = role === 'participant' || (mailbox.state === 'gone' && was === 'participant');
  return goOn({ ...plan, row: { ...withType(plan, settings), role }, isCopy });
}

/** Once the entry is gone, the row alone tells which type it had. */
function withType(read: Read, settings: Settings): PairRow {
  const type = typeToRemember(settings, typeOf(settings, read));
  return type === undefined ? without(read.row, 'entryType') : { ...read.row, entryType: type };
}
