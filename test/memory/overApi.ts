// The mailbox in memory as it is seen over one of two interfaces: the same events, with ids, versions and watermarks that
// mean nothing over the other one.
import type { FormerConnection } from '../../shared/sync/ports/formerConnection.ts';
import type { Api, Mailbox, MailboxItem, MailboxRemoval, MailboxUpdate } from '../../shared/sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../shared/sync/ports/outcome.ts';
import type { Written } from '../../shared/sync/ports/remote.ts';
import type { MemoryMailbox } from './mailbox.ts';

/** Both interfaces answer an id of the other one in this way. The answer says nothing about any event. */
const MALFORMED = failed({ kind: 'transient', code: 'exchange-error', detail: 'ErrorInvalidIdMalformed' });

const map = <T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> =>
  outcome.ok ? ok(change(outcome.value)) : outcome;

/** `change`: what this interface says otherwise of an item. */
export function overApi(
  mailbox: MemoryMailbox,
  api: Api,
  change: (item: MailboxItem) => MailboxItem = (item) => item,
): Mailbox {
  const own = (text: string): string => `${api} ${text}`;
  const isOwn = (text: string): boolean => text.startsWith(own(''));
  const inner = (text: string): string => text.slice(own('').length);
  const shown = (item: MailboxItem): MailboxItem => {
    const { made, ...seen } = change(item);
    const isMade = made && api === 'ews' ? { made } : {};
    return { ...seen, ...isMade, id: own(item.id), version: own(item.version) };
  };
  const written = ({ id, version, item }: Written<MailboxItem>): Written<MailboxItem> => ({
    id: own(id),
    version: own(version),
    ...(item ? { item: shown(item) } : {}),
  });
  /** Only of ids of this interface; the others' places are answered as malformed. */
  const ofOwn = async <A extends { readonly id: string }, T>(
    given: readonly A[],
    ask: (known: readonly A[]) => Promise<Outcome<T>[]>,
  ): Promise<Outcome<T>[]> => {
    const known = given.filter(({ id }) => isOwn(id));
    const answers = (await ask(known.map((each) => ({ ...each, id: inner(each.id) })))).values();
    return given.map(({ id }) => (isOwn(id) ? (answers.next().value ?? MALFORMED) : MALFORMED));
  };
  const planned = <W extends MailboxUpdate | MailboxRemoval>(write: W): W => {
    const [id, version] = [write.id, inner(write.version)];
    return { ...write, version, item: { ...write.item, id, version } };
  };
  return {
    api,
    fields: mailbox.fields,
    unheld: (event) => mailbox.unheld(event),
    batchSize: mailbox.batchSize,
    folderId: async () => ok(own(mailbox.folder)),
    async changes(watermark) {
      if (watermark !== undefined && !isOwn(watermark)) return ok('watermarkInvalid');
      const page = await mailbox.changes(watermark === undefined ? undefined : inner(watermark));
      return map(page, (value) =>
        value === 'watermarkInvalid'
          ? value
          : {
              ...value,
              watermark: own(value.watermark),
              changes: value.changes.map((each) =>
                each.kind === 'changed'
                  ? { ...each, id: own(each.id), version: own(each.version) }
                  : { ...each, id: own(each.id) },
              ),
            },
      );
    },
    formats: (changes) => ofOwn(changes, (known) => mailbox.formats(known)),
    async read(ids) {
      const reads = await ofOwn(
        ids.map((id) => ({ id })),
        (known) => mailbox.read(known.map(({ id }) => id)),
      );
      return reads.map((read) => map(read, shown));
    },
    findByTag: async (tag) => map(await mailbox.findByTag(tag), (items) => items.map(shown)),
    findTagged: async (cursor) =>
      map(await mailbox.findTagged(cursor), (page) => ({ ...page, ids: page.ids.map(own) })),
    findByUid: async (uid) => map(await mailbox.findByUid(uid), (item) => item && shown(item)),
    create: async (creations) => (await mailbox.create(creations)).map((answer) => map(answer, written)),
    async update(updates) {
      const answers = await ofOwn(updates, (known) => mailbox.update(known.map(planned)));
      return answers.map((answer) => map(answer, written));
    },
    // Graph keeps to If-Match where it deletes; EWS puts no condition on it.
    async remove(removals) {
      const stale = new Set<string>();
      for (const { id, version } of api === 'graph' ? removals : []) {
        const [read] = await mailbox.read([inner(id)]);
        if (read?.ok && own(read.value.version) !== version) stale.add(id);
      }
      const answers = (
        await ofOwn(
          removals.filter(({ id }) => !stale.has(id)),
          (known) => mailbox.remove(known.map(planned)),
        )
      ).values();
      return removals.map(({ id }) =>
        stale.has(id) ? failed({ kind: 'conflict' }) : (answers.next().value ?? MALFORMED),
      );
    },
    findDeleted: async (uid) =>
      api === 'graph' ? ok(undefined) : map(await mailbox.findDeleted(uid), (item) => item && shown(item)),
    restore: async (id) =>
      api === 'graph' ? failed({ kind: 'gone' }) : map(await mailbox.restore(inner(id)), written),
  };
}

/** The mailbox over its former interface, while the link goes over to the other one. */
export function formerOf(mailbox: Mailbox): Required<FormerConnection> {
  const to = mailbox.api === 'ews' ? 'graph' : 'ews';
  const translated = (id: string): string | undefined =>
    id.startsWith(`${mailbox.api} `) ? `${to}${id.slice(mailbox.api.length)}` : undefined;
  return { mailbox, translate: async (ids) => ok(ids.map(translated)) };
}
