// Checks the limits of Azure Table Storage before a request is sent, because Azurite does not enforce them.
// Source: "Understanding the Table service data model",
// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';

const KEY_LENGTH = 512;
const PROPERTIES = 252;
const PROPERTY_LENGTH = 32_768;
const PROPERTY_BYTES = 65_536;
const ENTITY_BYTES = 1024 * 1024;
const TRANSACTION_BYTES = 4 * 1024 * 1024;
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/;
// The service forbids / \ # ? and control characters. We also refuse % (ambiguous in URLs) and ' (a quote in filters).
const KEY = /^[^/\\#?%'\u0000-\u001f\u007f-\u009f]+$/;

export type Properties = Readonly<Record<string, string | Uint8Array>>;

/** A row or transaction that is larger than the service allows. The message names the kind of the row, never content. */
export class RowTooLarge extends Error {
  override readonly name = 'RowTooLarge';
}

/** Throws where the service would refuse this key. The limit of 1 KiB counts UTF-16, hence 512 characters. */
export function checkKey(key: string): void {
  if (key.length > KEY_LENGTH) throw new Error(`a key of ${key.length} characters is too long`);
  if (!KEY.test(key)) throw new Error('a key holds a character that keys cannot hold');
}

/** Throws where the service would refuse an entity with these keys and properties; RowTooLarge where it is too large. */
export function checkEntity(partitionKey: string, rowKey: string, properties: Properties): void {
  checkKey(partitionKey);
  checkKey(rowKey);
  const entries = Object.entries(properties);
  if (entries.length > PROPERTIES) throw new RowTooLarge(`a row of ${entries.length} properties: ${kindOf(rowKey)}`);
  // Microsoft's formula: 4 bytes, the keys in UTF-16, and for each property 12 bytes, its name and its text in UTF-16.
  let bytes = 4 + 2 * (partitionKey.length + rowKey.length);
  for (const [name, content] of entries) {
    if (!PROPERTY_NAME.test(name)) throw new Error('a property name that the service does not take');
    bytes += 12 + 2 * name.length + bytesOf(content);
  }
  if (bytes > ENTITY_BYTES) throw new RowTooLarge(`a row of ${bytes} bytes: ${kindOf(rowKey)}`);
}

/** A text counts in UTF-16. */
function bytesOf(content: string | Uint8Array): number {
  if (typeof content !== 'string') {
    if (content.length > PROPERTY_BYTES) throw new RowTooLarge(`a property of ${content.length} bytes`);
    return content.length;
  }
  if (content.length > PROPERTY_LENGTH) throw new RowTooLarge(`a property of ${content.length} characters`);
  return 2 * content.length;
}

/** Throws where the service would refuse a transaction of these rows with a body of so many bytes. */
export function checkTransaction(rowKeys: readonly string[], bodyBytes: number): void {
  if (rowKeys.length === 0) throw new Error('a transaction of no rows');
  if (rowKeys.length > ROWS_PER_TRANSACTION) throw new Error(`a transaction of ${rowKeys.length} rows`);
  if (new Set(rowKeys).size < rowKeys.length) throw new Error('a row stands twice in one transaction');
  if (bodyBytes > TRANSACTION_BYTES) throw new RowTooLarge(`a transaction of ${bodyBytes} bytes`);
}

const kindOf = (rowKey: string): string => rowKey.split('|', 1)[0] ?? '';
