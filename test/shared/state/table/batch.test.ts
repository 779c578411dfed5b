// The text of a transaction and of its answers, as in "Performing entity group transactions".
import { describe, expect, it } from 'vitest';
import { readBatchAnswer, writeBatch } from '../../../../shared/state/table/batch.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';

const target = { endpoint: 'https://acc.table.core.windows.net', table: 'links', partition: 'c|u' };

const refused = (status: string, code: string, message: string) =>
  [
    '--batchresponse_1',
    'Content-Type: multipart/mixed; boundary=changesetresponse_2',
    '',
    '--changesetresponse_2',
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `HTTP/1.1 ${status}`,
    'DataServiceVersion: 3.0;',
    '',
    JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: `${message}\nRequestId:1` } } }),
    '--changesetresponse_2--',
    '--batchresponse_1--',
  ].join('\r\n');

describe('writeBatch', () => {
  it('writes the condition of a delete', () => {
    const body = writeBatch(target, [{ op: 'delete', key: 'd|p', etag: 'W/"x"' }]);
    expect(body).toContain(
      "DELETE https://acc.table.core.windows.net/links(PartitionKey='c%7Cu',RowKey='d%7Cp') HTTP/1.1\r\n",
    );
    expect(body).toContain('\r\nIf-Match: W/"x"\r\n');
  });

  it('writes an upsert without condition, a replacement with one, and an insertion as a POST', () => {
    const properties = { data0: '{}' };
    const upsert = writeBatch(target, [{ op: 'upsert', key: 'k', properties }]);
    expect(upsert).toContain('PUT ');
    expect(upsert).not.toContain('If-Match');
    expect(writeBatch(target, [{ op: 'replace', key: 'k', properties, etag: 'e' }])).toContain('If-Match: e\r\n');
    expect(writeBatch(target, [{ op: 'insert', key: 'k', properties }])).toContain('POST https://acc');
  });

  it('writes bytes in base64 beside their type', () => {
    const properties = { data0: '{}', sealed0: Uint8Array.from([255, 0]) };
    const body = writeBatch(target, [{ op: 'insert', key: 'k', properties }]);
    expect(body).toContain('"data0":"{}","sealed0@odata.type":"Edm.Binary","sealed0":"/wA="}');
  });

  it('lets no content forge a boundary or a line', () => {
    const data0 = '\r\n--changeset_rows\r\nDELETE x HTTP/1.1\r\nIf-Match: *\r\n\r\n--batch_rows--';
    const lines = writeBatch(target, [{ op: 'insert', key: 'k', properties: { data0 } }]).split('\r\n');
    expect(lines.filter((line) => line === '--changeset_rows')).toHaveLength(1);
    expect(lines.some((line) => line.startsWith('DELETE'))).toBe(false);
  });
});

describe('readBatchAnswer', () => {
  it.each([
    ['409 Conflict', 'EntityAlreadyExists'],
    ['412 Precondition Failed', 'UpdateConditionNotSatisfied'],
    ['404 Not Found', 'ResourceNotFound'],
  ])('%s %s says which operation it was', (status, code) => {
    expect(readBatchAnswer(refused(status, code, '7:The reason.'), 9)).toEqual({ ok: false, index: 7 });
  });

  it('takes an unnamed operation for the only one, else for an outage', () => {
    const answer = refused('412 Precondition Failed', 'UpdateConditionNotSatisfied', 'The condition.');
    expect(readBatchAnswer(answer, 1)).toEqual({ ok: false, index: 0 });
    expect(() => readBatchAnswer(answer, 2)).toThrow(StoreUnavailable);
  });

  it.each([
    ['404 Not Found', 'TableNotFound'],
    ['409 Conflict', 'TableBeingDeleted'],
    ['503 Service Unavailable', 'ServerBusy'],
    ['500 Internal Server Error', 'OperationTimedOut'],
  ])('%s %s is an outage, not a condition', (status, code) => {
    expect(() => readBatchAnswer(refused(status, code, '0:The reason.'), 1)).toThrow(StoreUnavailable);
  });

  it('takes a refused request for a bug of ours and repeats no content', () => {
    const answer = refused('400 Bad Request', 'InvalidInput', '0:One of the inputs: secret title');
    const read = () => readBatchAnswer(answer, 1);
    expect(read).toThrow('storage refused a request: 400 InvalidInput');
    expect(read).not.toThrow(StoreUnavailable);
  });

  it('takes an answer with too few parts for an outage', () => {
    expect(() => readBatchAnswer('', 1)).toThrow(StoreUnavailable);
    expect(() => readBatchAnswer('--changesetresponse_2\r\nHTTP/1.1 20', 1)).toThrow(StoreUnavailable);
  });
});
