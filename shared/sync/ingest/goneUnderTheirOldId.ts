// A pair knows the UID of an event under another id. The event has moved only if the mailbox says that the old id is
// gone.
import type { MailboxItem } from '../ports/mailbox.ts';
import { readAll } from '../session/readAll.ts';
import { required } from '../session/session.ts';
import type { Work } from '../session/work.ts';

/** Takes items whose UIDs pairs know under other ids. Answers those other ids that the mailbox calls gone. */
export async function goneUnderTheirOldId(work: Work, items: readonly MailboxItem[]): Promise<Set<string>> {
  const { session } = work;
  const { mailbox } = session.context;
  const suspects = new Set<string>();
  for (const item of items) {
    const holder = work.row('uidIndex', item.uid)?.pair;
    const old = holder === undefined ? undefined : work.row('pair', holder)?.mailbox?.id;
    if (old !== undefined && old !== item.id) suspects.add(old);
  }
  const ids = [...suspects];
  const gone = new Set<string>();
  for (const [index, read] of (await readAll(mailbox, ids)).entries()) {
    if (read.ok) continue;
    if (read.failure.kind !== 'gone') required(read);
    gone.add(ids[index] ?? '');
  }
  return gone;
}
