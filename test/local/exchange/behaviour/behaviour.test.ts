// Each misbehaviour as a client sees it, and its effect: the request is carried out or not.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
afterAll(() => exchange.close());
afterEach(() => exchange.behaviour.clear());

const create = ews.requestXml(ews.createRequest(ews.TIMES));
const stored = () => exchange.person(ews.ADA).list().length;

describe('behaviour', () => {
  it('busy as a fault: HTTP 500 with ErrorServerBusy and the back-off', async () => {
    exchange.behaviour.next({ kind: 'busy', backOffMilliseconds: 2500, as: 'fault' });
    const answer = await ews.post(exchange, create);
    expect(answer.status).toBe(500);
    expect(await ews.complaints('Exchange2016', answer.text)).toEqual([]);
    expect([ews.text(ews.bodyOf(answer.text), 'ResponseCode'), ews.text(ews.bodyOf(answer.text), 'Value')]).toEqual([
      'ErrorServerBusy',
      '2500',
    ]);
  });

  it.each(['CreateItem', 'SyncFolderItems'])('busy inside a 200 keeps the schema of %s', async (operation) => {
    exchange.behaviour.next({ kind: 'busy', backOffMilliseconds: 2500, as: 'response' }, 1, operation);
    const answer = await ews.post(exchange, operation === 'CreateItem' ? create : ews.requestXml(ews.syncRequest('')));
    expect(answer.status).toBe(200);
    expect(await ews.complaints('Exchange2016', answer.text)).toEqual([]);
    expect([ews.text(ews.bodyOf(answer.text), 'ResponseCode'), ews.text(ews.bodyOf(answer.text), 'Value')]).toEqual([
      'ErrorServerBusy',
      '2500',
    ]);
  });

  it.each([
    { misbehaviour: { kind: 'unavailable', retryAfterSeconds: 7 }, status: 503, applied: 0 },
    { misbehaviour: { kind: 'tooManyRequests', retryAfterSeconds: 7 }, status: 429, applied: 0 },
    { misbehaviour: { kind: 'switchedOff' }, status: 403, applied: 0 },
    { misbehaviour: { kind: 'unauthorised' }, status: 401, applied: 0 },
    { misbehaviour: { kind: 'page' }, status: 200, applied: 0 },
    {
      misbehaviour: { kind: 'fault', code: 'ErrorMailboxMoveInProgress', message: 'Moving.' },
      status: 500,
      applied: 0,
    },
    { misbehaviour: { kind: 'truncated' }, status: 200, applied: 1 },
    { misbehaviour: { kind: 'garbled' }, status: 200, applied: 1 },
  ] as const)(
    '$misbehaviour.kind answers $status and carries out $applied requests',
    async ({ misbehaviour, status, applied }) => {
      const before = stored();
      exchange.behaviour.next(misbehaviour);
      const answer = await ews.post(exchange, create);
      expect(answer.status).toBe(status);
      expect(stored() - before).toBe(applied);
      expect(answer.headers['retry-after']).toBe('retryAfterSeconds' in misbehaviour ? '7' : undefined);
      if (misbehaviour.kind !== 'fault') expect(() => ews.bodyOf(answer.text)).toThrow();
    },
  );

  it.each([
    { kind: 'dropped', applied: 0 },
    { kind: 'lost', applied: 1 },
  ] as const)('$kind breaks the connection and carries out $applied requests', async ({ kind, applied }) => {
    const before = stored();
    exchange.behaviour.next({ kind });
    await expect(ews.post(exchange, create)).rejects.toThrow();
    expect(stored() - before).toBe(applied);
  });

  it('any response code inside a 200, for the whole request', async () => {
    exchange.behaviour.next({ kind: 'response', code: 'ErrorExceededConnectionCount', message: 'Too many.' });
    const answer = await ews.post(exchange, create);
    expect([answer.status, ews.text(ews.bodyOf(answer.text), 'ResponseCode')]).toEqual([
      200,
      'ErrorExceededConnectionCount',
    ]);
    expect(await ews.complaints('Exchange2016', answer.text)).toEqual([]);
  });

  it('hangs until the server is closed', async () => {
    const other = await ews.startTestExchange();
    other.behaviour.next({ kind: 'hang' });
    const pending = expect(ews.post(other, create)).rejects.toThrow();
    await expect.poll(() => other.requests.get('CreateItem')).toBe(1);
    await other.close();
    await pending;
  });

  it('misbehaves as often as it was told, for the operation that was named', async () => {
    exchange.behaviour.next({ kind: 'page' }, 2, 'SyncFolderItems');
    const statuses: string[] = [];
    for (const request of [
      create,
      ews.requestXml(ews.syncRequest('')),
      ews.requestXml(ews.syncRequest('')),
      ews.requestXml(ews.syncRequest('')),
    ]) {
      statuses.push((await ews.post(exchange, request)).text.startsWith('<!DOCTYPE') ? 'page' : 'answer');
    }
    expect(statuses).toEqual(['answer', 'page', 'page', 'answer']);
  });

  it('throttles every third request', async () => {
    exchange.behaviour.throttleEvery(3);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push((await ews.post(exchange, ews.requestXml(ews.syncRequest('')))).status);
    expect(statuses).toEqual([200, 200, 500, 200, 200, 500]);
  });
});
