// The answer of a write: the id and version that the item has now.
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import type { Written } from '../../../sync/ports/remote.ts';
import { brokenAnswer } from '../../failures.ts';
import { child, type XmlElement } from '../xml/reader.ts';

/** Without them nobody knows what was written: the write counts as perhaps applied. */
export function writtenOf(message: XmlElement): Outcome<Written<MailboxItem>> {
  const [item] = child(message, 'Items')?.children ?? [];
  const { Id: id, ChangeKey: version } = child(item, 'ItemId')?.attributes ?? {};
  return id === undefined || version === undefined ? failed(brokenAnswer('no id of the item')) : ok({ id, version });
}
