// Items as they are before they are written: as they were read last, or read anew where that was another version.
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import type { KnownItems } from '../series/updatePlan.ts';
import type { GraphMailbox } from './graphMailbox.ts';
import { readItems } from './read.ts';

/** One outcome each, in order; `conflict` where the item has another version than the one named. */
export async function asNamed(
  mailbox: GraphMailbox,
  named: readonly { readonly id: string; readonly version: string }[],
  known: KnownItems,
): Promise<Outcome<MailboxItem>[]> {
  const isKnown = ({ id, version }: (typeof named)[number]) => known.get(id)?.version === version;
  const unknown = named.filter((each) => !isKnown(each)).map(({ id }) => id);
  const read = (await readItems(mailbox, unknown)).values();
  return named.map((each): Outcome<MailboxItem> => {
    const item = known.get(each.id);
    if (item && isKnown(each)) return ok(item);
    const now = read.next().value ?? failed(brokenAnswer('answers are missing'));
    return now.ok && now.value.version !== each.version ? failed({ kind: 'conflict' }) : now;
  });
}
