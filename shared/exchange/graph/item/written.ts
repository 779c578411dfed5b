// The answer of a write: the id and version that the event has now.
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import type { Written } from '../../../sync/ports/remote.ts';
import { brokenAnswer } from '../../failures.ts';
import { readEventJson } from './eventJson.ts';

/** Without them nobody knows what was written: the write counts as perhaps applied. */
export function writtenOf(body: unknown): Outcome<Written<MailboxItem>> {
  const read = readEventJson(body);
  return read ? ok({ id: read.id, version: read.version }) : failed(brokenAnswer('no id of the event'));
}
