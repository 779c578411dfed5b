// The facts that a port passes on from the port behind it: all of it but reads and writes.
import type { Mailbox } from './mailbox.ts';
import type { Item, Remote } from './remote.ts';
import type { Source, UntaggedSource } from './source.ts';

type Capabilities<R extends Remote<Item>> = Pick<R, 'fields' | 'batchSize' | 'unheld' | 'unfit'>;

const capabilities = <R extends Remote<Item>>(remote: Capabilities<R>): Capabilities<R> => ({
  fields: remote.fields,
  batchSize: remote.batchSize,
  unheld: (event) => remote.unheld(event),
  ...(remote.unfit ? { unfit: (event) => remote.unfit?.(event) ?? [] } : {}),
});

export const sourceBehind = (
  source: Source | UntaggedSource,
): Capabilities<Source> & Pick<Source, 'createdType' | 'tellsDeletions' | 'changes'> => ({
  ...capabilities<Source>(source),
  ...(source.createdType === undefined ? {} : { createdType: source.createdType }),
  ...(source.tellsDeletions === undefined ? {} : { tellsDeletions: source.tellsDeletions }),
  changes: (watermark) => source.changes(watermark),
});

export const mailboxBehind = (
  mailbox: Mailbox,
): Capabilities<Mailbox> &
  Pick<Mailbox, 'api' | 'mailsEveryWrite' | 'changes' | 'folderId' | 'findTagged' | 'formats' | 'remove'> => ({
  ...capabilities<Mailbox>(mailbox),
  api: mailbox.api,
  ...(mailbox.mailsEveryWrite ? { mailsEveryWrite: true } : {}),
  changes: (watermark) => mailbox.changes(watermark),
  folderId: () => mailbox.folderId(),
  findTagged: (cursor) => mailbox.findTagged(cursor),
  formats: (changes) => mailbox.formats(changes),
  remove: (removals) => mailbox.remove(removals),
});
