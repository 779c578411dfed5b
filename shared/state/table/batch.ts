// The text of an entity group transaction and of its answer. The library's own submitTransaction cannot carry a
// condition on a delete (it drops the ETag and sends `*`), and every delete of ours is conditional.
// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
import type { CommitResult } from '../../sync/ports/store.ts';
import { refusal } from './failures.ts';
import type { Properties } from './limits.ts';

export type Operation =
  | { readonly op: 'insert' | 'upsert'; readonly key: string; readonly properties: Properties }
  | { readonly op: 'replace'; readonly key: string; readonly properties: Properties; readonly etag: string }
  | { readonly op: 'delete'; readonly key: string; readonly etag: string };

export interface BatchTarget {
  /** The address of the account's table endpoint, without query. */
  readonly endpoint: string;
  readonly table: string;
  readonly partition: string;
}

const END = '\r\n';
// JSON escapes line ends, so that no content can hold a boundary at the beginning of a line.
const BATCH = 'batch_rows';
const CHANGESET = 'changeset_rows';

export const BATCH_HEADERS = {
  Accept: 'application/json',
  'Content-Type': `multipart/mixed; boundary=${BATCH}`,
  'x-ms-version': '2019-02-02',
  DataServiceVersion: '3.0;',
  MaxDataServiceVersion: '3.0;NetFx',
} as const;

/** The body of the request that applies all operations or none. */
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
  const body = JSON.stringify({ PartitionKey: target.partition, RowKey: operation.key, ...operation.properties });
  const content = [...accept, 'Content-Type: application/json'];
  if (operation.op === 'insert') {
    return [`POST ${table} HTTP/1.1`, ...content, 'Prefer: return-no-content', '', body];
  }
  // Without If-Match, PUT inserts or replaces.
  const condition = operation.op === 'replace' ? [`If-Match: ${operation.etag}`] : [];
  return [`PUT ${entity} HTTP/1.1`, ...content, ...condition, '', body];
}

/**
 * The outcome of a transaction of `count` operations: the ETags in order (undefined for a delete), or the index of the
 * operation whose condition did not hold. Throws StoreUnavailable for an outage and for an answer cut short.
 */
export function readBatchAnswer(text: string, count: number): CommitResult {
  const answers = text.split('--changesetresponse_').slice(1, -1);
  const broken = answers.find((answer) => statusOf(answer) >= 300);
  if (broken !== undefined) return { ok: false, index: brokenCondition(broken, count) };
  if (answers.length !== count) throw refusal(undefined, 'answer cut short');
  return { ok: true, etags: answers.map((answer) => /^ETag: (.+?)\r?$/im.exec(answer)?.[1]) };
}

/** A first line that cannot be read counts as an outage. */
const statusOf = (answer: string): number => Number(/HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 500);

/** The service says which operation it was in front of its message: `12:The update condition …`. */
function brokenCondition(answer: string, count: number): number {
  const status = statusOf(answer);
  const code = /"code"\s*:\s*"(\w+)"/.exec(answer)?.[1] ?? 'unknown';
  const isCondition =
    status === 412 ||
    (status === 409 && code === 'EntityAlreadyExists') ||
    (status === 404 && code !== 'TableNotFound');
  if (!isCondition) throw refusal(status, code);
  const index = Number(/"value"\s*:\s*"(\d+):/.exec(answer)?.[1] ?? (count === 1 ? 0 : Number.NaN));
  if (!(index < count)) throw refusal(undefined, `${code} of an operation that is not named`);
  return index;
}
