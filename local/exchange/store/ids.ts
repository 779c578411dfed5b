// Ids that look to a client like Exchange's: opaque base64 with + and /, some of which differ in one letter's case
// only. Every move changes the id. Ids are numbered, so that a run can be replayed.
import { createHash } from 'node:crypto';

const HEAD = Buffer.from('000324ffbeff', 'hex');
const OWNER_BYTES = 12;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Distinguishes the ids of one mailbox from those of another. */
export const ownerMark = (seed: string, address: string): Buffer =>
  createHash('sha256').update(`${seed} ${address}`).digest().subarray(0, OWNER_BYTES);

/** `n` and `n + 26` differ only in the case of one letter, as real ids do. */
export function itemId(owner: Buffer, number: number): string {
  const counter = Buffer.alloc(6);
  counter.writeUIntBE(number, 0, 6);
  return Buffer.concat([HEAD, owner, Buffer.from('fbefbe', 'hex'), counter]).toString('base64');
}

const ITEM_ID_BYTES = HEAD.length + OWNER_BYTES + 9;
const OCCURRENCE_MARK = 0x01;

/** The id of a series' occurrence on `day`: the series' own id, and the day. */
export function occurrenceId(masterId: string, day: number): string {
  const which = Buffer.alloc(6);
  which.writeUInt8(OCCURRENCE_MARK, 0);
  which.writeInt32BE(day, 2);
  return Buffer.concat([Buffer.from(masterId, 'base64'), which]).toString('base64');
}

/** The parts of an occurrence's id; undefined for any other id. */
export function readOccurrenceId(id: string): { readonly masterId: string; readonly day: number } | undefined {
  const bytes = Buffer.from(id, 'base64');
  if (bytes.length !== ITEM_ID_BYTES + 6 || bytes[ITEM_ID_BYTES] !== OCCURRENCE_MARK) return undefined;
  return {
    masterId: bytes.subarray(0, ITEM_ID_BYTES).toString('base64'),
    day: bytes.readInt32BE(ITEM_ID_BYTES + 2),
  };
}

export function changeKey(owner: Buffer, seq: number): string {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(seq);
  return Buffer.concat([
    Buffer.from('0f0000001600000000', 'hex').subarray(0, 8),
    owner.subarray(0, 8),
    counter,
  ]).toString('base64');
}

export const folderId = (owner: Buffer, name: string): string =>
  Buffer.concat([HEAD, owner, createHash('sha256').update(`folder ${name}`).digest().subarray(0, 21)]).toString(
    'base64',
  );

export const isWellFormedId = (id: string): boolean => id.length % 4 === 0 && id.length <= 512 && BASE64.test(id);

/** The beginning of every id of a mailbox. It ends at a whole group of base64, so that it can be compared as text. */
export const idPrefix = (owner: Buffer): string => Buffer.concat([HEAD, owner]).toString('base64');

/** The `idPrefix` part of an id. */
export const prefixOfId = (id: string): string => id.slice(0, ((HEAD.length + OWNER_BYTES) / 3) * 4);

const CHANGE_KEY_BYTES = 20;
export const isWellFormedChangeKey = (key: string): boolean =>
  isWellFormedId(key) && Buffer.from(key, 'base64').length === CHANGE_KEY_BYTES;
