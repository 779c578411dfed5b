// UID and PidLidGlobalObjectId hold the same value (MS-OXCICAL section 2.1.3.1.1.20.26, MS-OXOCAL section 2.2.1.27).
import { createHash } from 'node:crypto';

const ARRAY_ID = '040000008200E00074C5B7101A82E008';
const VCAL_UID = Buffer.from('vCal-Uid\u0001\u0000\u0000\u0000', 'latin1');
/** The fields before the size: array id, instance date, creation time, reserved. */
const HEAD_BYTES = 16 + 4 + 8 + 8;
const INSTANCE_DATE_AT = 16;

/** The PidLidGlobalObjectId of an item with this UID. */
export function globalObjectId(uid: string): Buffer {
  if (isGlobalObjectId(uid)) return Buffer.from(uid, 'hex');
  const data = Buffer.concat([VCAL_UID, Buffer.from(uid, 'utf8'), Buffer.of(0)]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(ARRAY_ID, 'hex'), Buffer.alloc(HEAD_BYTES - 16), size, data]);
}

/** The PidLidGlobalObjectId of the occurrence on `date`: the series' own, with the date in it. */
export function globalObjectIdOn(uid: string, date: string): Buffer {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const id = globalObjectId(uid);
  id.writeUInt16BE(year, INSTANCE_DATE_AT);
  id.writeUInt8(month, INSTANCE_DATE_AT + 2);
  id.writeUInt8(day, INSTANCE_DATE_AT + 3);
  return id;
}

/** A UID as Exchange returns it: an encoded id in upper case, any other unchanged. */
export const storedUid = (uid: string): string => (isGlobalObjectId(uid) ? uid.toUpperCase() : uid);

/** The UID that Exchange makes for the `number`th item of a mailbox. */
export function newUid(seed: string, number: number): string {
  const data = createHash('sha256').update(`uid ${seed} ${number}`).digest('hex').slice(0, 48).toUpperCase();
  return `${ARRAY_ID}00000000${data.slice(0, 14)}01${'0'.repeat(16)}10000000${data.slice(16)}`;
}

function isGlobalObjectId(uid: string): boolean {
  const hex = /^[0-9a-f]*$/i.test(uid) && uid.length % 2 === 0;
  return hex && uid.length >= 2 * (HEAD_BYTES + 4) && uid.toUpperCase().startsWith(ARRAY_ID);
}
