// From an iCalendar UID to PidLidGlobalObjectId, the property that Exchange can search by (UID itself it cannot):
// [MS-OXCICAL] section 2.1.3.1.1.20.26 and [MS-OXOCAL] section 2.2.1.27.

/** Byte Array ID of every Global Object ID. */
const CLASS_ID = '040000008200E00074C5B7101A82E008';

/** Where a foreign UID is kept inside one. */
const WRAPPED = Buffer.from('vCal-Uid\x01\x00\x00\x00');

/** Year, month and day of an occurrence: zero for a single item and for a series. */
const OCCURRENCE_DATE = { start: 16, end: 20 };

/** The Global Object ID of the item with this UID: Exchange's own UIDs are its bytes in hexadecimal. */
export function globalObjectId(uid: string): Buffer {
  if (isGlobalObjectId(uid)) return Buffer.from(uid, 'hex').fill(0, OCCURRENCE_DATE.start, OCCURRENCE_DATE.end);
  const data = Buffer.concat([WRAPPED, Buffer.from(uid), Buffer.of(0)]);
  const header = Buffer.alloc(40);
  header.write(CLASS_ID, 'hex');
  header.writeUInt32LE(data.length, 36);
  return Buffer.concat([header, data]);
}

const isGlobalObjectId = (uid: string): boolean =>
  uid.toUpperCase().startsWith(CLASS_ID) && uid.length >= 80 && /^([0-9A-Fa-f]{2})+$/.test(uid);
