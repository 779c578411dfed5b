// A side of a link that people look at: each item exists under the title of its id, except those that are gone or away.
import type { Mailbox } from '../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../shared/sync/ports/outcome.ts';
import type { Item } from '../../../shared/sync/ports/remote.ts';
import type { Source } from '../../../shared/sync/ports/source.ts';

export const shownItem = (id: string): Item => ({
  id,
  version: '1',
  content: { kind: 'leftOut', reason: 'item-unreadable', title: `title of ${id}` },
});

/** `gone` does not exist, `away` cannot be read now. */
export function shownRemote(known: { readonly gone?: readonly string[]; readonly away?: readonly string[] } = {}) {
  const remote = {
    batchSize: 10,
    read: async (ids: readonly string[]) =>
      ids.map((id) => {
        if (known.gone?.includes(id)) return failed({ kind: 'gone' });
        return known.away?.includes(id) ? failed({ kind: 'transient', code: 'exchange-timeout' }) : ok(shownItem(id));
      }),
  };
  // A side is only read here.
  return remote as unknown as Mailbox & Source;
}
