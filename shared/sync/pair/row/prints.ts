// Fingerprints of an item, and the fields in which it differs from the values that a side last stored.

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField } from '../../../calendar/event.ts';
import type { LinkContext, Printer } from '../../ports/link.ts';
import type { Item } from '../../ports/remote.ts';
import { without } from './without.ts';

export type Print = (fields: CalendarEvent) => Prints;

/** The keys of a link's fingerprints: the one in use, and the former ones. */
export type Keys = Pick<LinkContext, 'print' | 'printers'>;

/** The printer of the key with this id; undefined where the settings no longer name that key. */
export const printerOfKey = ({ printers }: Pick<Keys, 'printers'>, key: string): Printer | undefined =>
  [printers.inUse, ...printers.former].find((each) => each.key === key);

/** The fingerprints of an item; none for an item that cannot take part, and for a value that cannot be read. */
export function printsOf(print: Print, { content, unread }: Item): Prints {
  if (content.kind !== 'event') return {};
  const prints = print(content.event);
  return unread ? without(prints, ...unread) : prints;
}

/**
 * The fields in which an item differs from the values that its side last stored. A field without fingerprint counts as
 * changed.
 */
export const changedFields = (now: Prints, base: Prints): EventField[] =>
  EVENT_FIELDS.filter((field) => now[field] !== base[field]);
