// Ids as Graph shows them. A regular id is the EWS id in URL-safe letters and changes with every move. An immutable id
// stays (learn.microsoft.com: Obtain immutable identifiers for Outlook resources; user: translateExchangeIds). The id
// of an occurrence is its series' id with the day of the pattern, in either form.

import { itemIn } from '../../series/find.ts';
import { isWellFormedId } from '../../store/ids.ts';
import type { Item } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { TYPES } from '../../xml/xml.ts';

export type IdType = 'regular' | 'immutable';

/** The first bytes of every immutable id at Microsoft. */
const IMMUTABLE_HEAD = Buffer.from('AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A', 'base64url');
const OWNER_BYTES = 12;
const SERIAL_BYTES = 6;
const IMMUTABLE_BYTES = IMMUTABLE_HEAD.length + OWNER_BYTES + SERIAL_BYTES;

/** The alphabet of a regular id: `+` and `/` have a meaning in URLs. */
export const urlSafe = (ewsId: string): string => ewsId.replaceAll('+', '_').replaceAll('/', '-');
const ewsLetters = (regular: string): string => regular.replaceAll('_', '+').replaceAll('-', '/');

export function graphId(mailbox: Mailbox, item: Item, type: IdType): string {
  if (type === 'regular') return urlSafe(item.id);
  const series = item.occurrence ? Buffer.from(item.occurrence.masterId, 'base64').length : undefined;
  const day = series === undefined ? Buffer.alloc(0) : Buffer.from(item.id, 'base64').subarray(series);
  return Buffer.concat([immutableBytes(mailbox, item.serial), day]).toString('base64url');
}

/** The id of the series that an occurrence belongs to. */
export const masterId = (mailbox: Mailbox, { occurrence, serial }: Item, type: IdType): string | undefined =>
  occurrence && (type === 'regular' ? urlSafe(occurrence.masterId) : immutableIdOf(mailbox, serial));

/** The immutable id of the item with this serial. */
export const immutableIdOf = (mailbox: Mailbox, serial: number): string =>
  immutableBytes(mailbox, serial).toString('base64url');

function immutableBytes(mailbox: Mailbox, serial: number): Buffer {
  const counter = Buffer.alloc(SERIAL_BYTES);
  counter.writeUIntBE(serial, 0, SERIAL_BYTES);
  return Buffer.concat([IMMUTABLE_HEAD, mailbox.owner, counter]);
}

const isImmutable = (id: string): boolean => id.startsWith(IMMUTABLE_HEAD.toString('base64url'));

export const isGraphId = (id: string): boolean =>
  /^[\w-]+=*$/.test(id) && (isImmutable(id) || isWellFormedId(ewsLetters(id)));

/** The EWS id for an id of either type; undefined for an immutable id that this mailbox did not issue. */
export function ewsIdOf(mailbox: Mailbox, id: string): string | undefined {
  if (!isImmutable(id)) return ewsLetters(id);
  const bytes = Buffer.from(id, 'base64url');
  const from = IMMUTABLE_HEAD.length;
  if (!bytes.subarray(from, from + OWNER_BYTES).equals(mailbox.owner)) return undefined;
  const stored = mailbox.itemOfSerial(bytes.readUIntBE(from + OWNER_BYTES, SERIAL_BYTES));
  if (!stored) return undefined;
  const day = bytes.subarray(IMMUTABLE_BYTES);
  return Buffer.concat([Buffer.from(stored.id, 'base64'), day]).toString('base64');
}

/** An item, and the stored item behind it: the master of an occurrence, else the item itself. */
export interface NamedItem {
  readonly item: Item;
  readonly stored: Item;
}

/** The item that an id of either type names, in any folder of the mailbox; undefined where there is none. */
export function itemNamed(mailbox: Mailbox, id: string): NamedItem | undefined {
  const ewsId = ewsIdOf(mailbox, id);
  if (ewsId === undefined) return undefined;
  return itemIn(mailbox, { uri: TYPES, name: 'ItemId', attributes: { Id: ewsId }, children: [], text: '' });
}
