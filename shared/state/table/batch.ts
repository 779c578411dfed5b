// Writes the body of an entity group transaction and reads its answer. We do not use submitTransaction of
// @azure/data-tables: it drops the ETag of a delete and sends `*`, and our deletes are conditional.
// Source: "Performing entity group transactions" (Azure Table Storage REST API),
// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
import type { CommitResult } from '../../sync/ports/store.ts';
import { refusal } from './failures.ts';
import type { Properties } from './limits.ts';

export type Operation =
  | { readonly op: 'insert' | 'upsert'; readonly key: string; readonly properties: Properties }
  | { readonly op: 'replace'; readonly key: string; readonly properties: Properties; readonly etag: string }
  | { readonly op: 'delete'; readonly key: string; readonly etag: string };

export interface BatchTarget {
  /** The URL of the account's table endpoint, without query and without a slash at its end. */
  readonly endpoint: string;
  readonly table: string;
  readonly partition: string;
}

const END = '\r\n';
// A fixed boundary is safe: JSON escapes line ends, so no content can begin a line with the boundary.
const BATCH = 'batch_rows';
const CHANGESET = 'changeset_rows';

export const BATCH_HEADERS = {
  Accept: 'application/json',
  'Content-Type': `multipart/mixed; boundary=${BATCH}`,
  'x-ms-version': '2019-02-02',
  DataServiceVersion: '3.0;',
  MaxDataServiceVersion: '3.0;NetFx',
} as const;

/** Returns the body of a request that applies all operations in their order, or none of them. */
export function writeBatch(target: BatchTarget, operations: readonly Operation[]): string {
  const parts = [`--${BATCH}`, `Content-Type: multipart/mixed; boundary=${CHANGESET}`, ''];
  for (const operation of operations) {
    parts.push(`--${CHANGESET}`, 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '');
    parts.push(...writeOperation(target, operation));
  }
  parts.push(`--${CHANGESET}--`, `--${BATCH}--`, '');
  return parts.join(END);
}

function writeOperation(target: BatchTarget, operation: Operation): string[] {
  const table = `${target.endpoint}/${target.table}`;
  const entity = `${table}(PartitionKey='${encodeURIComponent(target.partition)}',RowKey='${encodeURIComponent(operation.key)}')`;
  const accept = ['Accept: application/json;odata=minimalmetadata', 'DataServiceVersion: 3.0'];
  if (operation.op === 'delete') {
    return [`DELETE ${entity} HTTP/1.1`, ...accept, `If-Match: ${operation.etag}`, '', ''];
  }
  const keys = { PartitionKey: target.partition, RowKey: operation.key };
  const body = JSON.stringify({ ...keys, ...jsonOf(operation.properties) });
  const content = [...accept, 'Content-Type: application/json'];
  if (operation.op === 'insert') {
    return [`POST ${table} HTTP/1.1`, ...content, 'Prefer: return-no-content', '', body];
  }
  // A PUT without If-Match is "Insert Or Replace Entity".
  const condition = operation.op === 'replace' ? [`If-Match: ${operation.etag}`] : [];
  return [`PUT ${entity} HTTP/1.1`, ...content, ...condition, '', body];
}

/** Bytes stand in base64 beside their type ("Payload format for Table service operations"). */
function jsonOf(properties: Properties): Readonly<Record<string, string>> {
  const json: Record<string, string> = {};
  for (const [name, content] of Object.entries(properties)) {
    if (typeof content !== 'string') json[`${name}@odata.type`] = 'Edm.Binary';
    json[name] = typeof content === 'string' ? content : Buffer.from(content).toString('base64');
  }
  return json;
}

/**
 * Reads the answer to a transaction of `count` operations. Returns the ETags in the order of the operations (undefined
 * for a delete), or the index of the operation whose condition did not hold. Throws StoreUnavailable for an outage and
 * for an answer that was cut short.
 */
export function readBatchAnswer(text: string, count: number): CommitResult {
  const answers = text.split('--changesetresponse_').slice(1, -1);
  const broken = answers.find((answer) => statusOf(answer) >= 300);
  if (broken !== undefined) return { ok: false, index: brokenCondition(broken, count) };
  if (answers.length !== count) throw refusal(undefined, 'answer cut short');
  return { ok: true, etags: answers.map((answer) => /^ETag: (.+?)\r?$/im.exec(answer)?.[1]) };
}

/** The HTTP status of one part of the answer. A part without a status line counts as an outage. */
const statusOf = (answer: string): number => Number(/HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 500);

/** The service writes the index of the operation in front of its message: `12:The update condition …`. */
function brokenCondition(answer: string, count: number): number {
  const status = statusOf(answer);
  const code = /"code"\s*:\s*"(\w+)"/.exec(answer)?.[1] ?? 'unknown';
  const isCondition =
    status === 412 ||
    (status === 409 && code === 'EntityAlreadyExists') ||
    (status === 404 && code !== 'TableNotFound');
  if (!isCondition) throw refusal(status, code);
  const index = Number(/"value"\s*:\s*"(\d+):/.exec(answer)?.[1] ?? (count === 1 ? 0 : Number.NaN));
  if (!(index < count)) throw refusal(undefined, `${code} without the index of an operation`);
  return index;
}
