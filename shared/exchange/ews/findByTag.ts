// The items that carry a tag: our own create and the copies a user made of it.
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Tag } from '../../sync/ports/remote.ts';
import { tagValue } from '../tag.ts';
import { findItems } from './find.ts';
import { tagProperty } from './item/tag.ts';
import type { EwsMailbox } from './soap/call.ts';

/** In the calendar folder. */
export const findByTag = (mailbox: EwsMailbox, tag: Tag): Promise<Outcome<MailboxItem[]>> =>
  findItems(mailbox, { folder: 'Calendar', property: (ews) => tagProperty(ews, 'Created'), value: tagValue(tag) });
