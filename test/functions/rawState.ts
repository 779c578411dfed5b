// The raw content of the storage account, and the forms in which a text could be hidden in it.
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { vi } from 'vitest';
import { connection } from '../world/product/registered.ts';

const TABLES = ['links', 'companies', 'entries'];

/** Every row of a company, its links, entries and API keys, with its keys, one text each. Bytes stand in base64 and as they are. */
export async function rawRows(company: string): Promise<string[]> {
  const rows: string[] = [];
  for (const name of TABLES) {
    const table = TableClient.fromConnectionString(connection, name, { allowInsecureConnection: true });
    // Partitions of no company, which begin with `|`, hold rows of this one.
    const filter = `PartitionKey ge '${company}' and PartitionKey lt '${company}~' or PartitionKey ge '|'`;
    for await (const entity of table.listEntities({ queryOptions: { filter } })) {
      const row = [name, ...Object.values(entity).flatMap(textsOf)].join('\n');
      if (entity.partitionKey?.startsWith(company) || row.includes(`"${company}"`)) rows.push(row);
    }
  }
  return rows;
}

const textsOf = (value: unknown): string[] =>
  value instanceof Uint8Array
    ? [
        Buffer.from(value).toString('base64'),
        Buffer.from(value).toString('utf8'),
        Buffer.from(value).toString('utf16le'),
      ]
    : [String(value)];

/** Every message that is sent to a queue from now on, as it is sent. */
export function noteMessages(): string[] {
  const sent: string[] = [];
  const send = QueueClient.prototype.sendMessage;
  vi.spyOn(QueueClient.prototype, 'sendMessage').mockImplementation(function (this: QueueClient, text, options) {
    sent.push(text, Buffer.from(text, 'base64').toString());
    return send.call(this, text, options);
  });
  return sent;
}

/** Base64 of whatever contains the text: the characters that it decides alone, at each of three places. */
const base64 = (text: string): string[] =>
  [0, 1, 2].map((offset) => {
    const coded = Buffer.from('-'.repeat(offset) + text).toString('base64');
    return coded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + Buffer.byteLength(text)) * 8) / 6));
  });

/** The text plain, in JSON, in an address, in base64 and its variant for addresses, in hexadecimal, and in UTF-16. */
export function formsOf(text: string): string[] {
  const hex = Buffer.from(text).toString('hex');
  const escaped = [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const plain = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), escaped, hex, hex.toUpperCase()];
  const wide = Buffer.from(text, 'utf16le').toString('latin1');
  const coded = [...base64(text), ...base64(wide)];
  return [...plain, wide, ...coded, ...coded.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** Finds each of `texts` that shows in one of `stored`, in any form. */
export const shown = (stored: readonly string[], texts: readonly string[]): string[] =>
  texts.filter((text) => formsOf(text).some((form) => stored.some((each) => each.includes(form))));
