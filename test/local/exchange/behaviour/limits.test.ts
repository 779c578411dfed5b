// Budgets as a client meets them: too much at once, too many synchronisations, too large a batch.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
afterAll(() => exchange.close());
afterEach(() => exchange.behaviour.clear());

/** Long enough for requests that are sent together to be open together. */
const ANSWER_MS = 200;
const SYNC = ews.requestXml(ews.syncRequest(''));
const FIND = ews.requestXml(ews.findRequest(''));

/** The response codes of requests that are sent at once. */
async function together(...bodies: string[]): Promise<string[]> {
  const answers = await Promise.all(bodies.map((body) => ews.post(exchange, body)));
  for (const { text } of answers) expect(await ews.complaints('Exchange2016', text)).toEqual([]);
  return answers.map(({ status, text }) => `${status} ${ews.text(ews.bodyOf(text), 'ResponseCode')}`).sort();
}

describe('limits', () => {
  it('on concurrency: one request too many gets a fault; another mailbox has a budget of its own', async () => {
    exchange.behaviour.limit({ concurrency: 2, answerMs: ANSWER_MS });
    expect(await together(FIND, FIND, FIND)).toEqual([
      '200 NoError',
      '200 NoError',
      '500 ErrorExceededConnectionCount',
    ]);
    const bens = ews.requestXml(ews.findRequest(''), { as: ews.BEN });
    expect(await together(FIND, FIND, bens)).toEqual(['200 NoError', '200 NoError', '200 NoError']);
  });

  it('on concurrency end when the requests do', async () => {
    exchange.behaviour.limit({ concurrency: 1 });
    expect(await together(FIND)).toEqual(['200 NoError']);
    expect(await together(FIND)).toEqual(['200 NoError']);
  });

  it('on synchronisations: one too many gets ErrorServerBusy with the policy’s name; other operations go on', async () => {
    exchange.behaviour.limit({ syncCalls: 1, answerMs: ANSWER_MS });
    expect(await together(SYNC, SYNC, FIND)).toEqual(['200 ErrorServerBusy', '200 NoError', '200 NoError']);
    const [first, second] = await Promise.all([ews.post(exchange, SYNC), ews.post(exchange, SYNC)]);
    const busy = [first.text, second.text].find((text) => text.includes('ErrorServerBusy')) ?? '';
    expect(ews.text(ews.bodyOf(busy), 'MessageText')).toContain("policy part 'ConcurrentSyncCalls', policy value '1'");
    expect(ews.text(ews.bodyOf(busy), 'Value')).toBe('5000');
  });

  it('on a batch: what is over it is busy and not carried out', async () => {
    exchange.behaviour.limit({ batch: 2 });
    const before = exchange.person(ews.ADA).list().length;
    const answer = await ews.ask(exchange, ews.createRequest(ews.TIMES, ews.TIMES, ews.TIMES, ews.TIMES));
    expect(ews.texts(answer, 'ResponseCode')).toEqual(['NoError', 'NoError', 'ErrorServerBusy', 'ErrorServerBusy']);
    expect(exchange.person(ews.ADA).list().length - before).toBe(2);
    const read = await ews.ask(exchange, ews.getRequest([...ews.idsIn(answer), ...ews.idsIn(answer)]));
    expect(ews.texts(read, 'ResponseCode')).toEqual(['NoError', 'NoError', 'ErrorServerBusy', 'ErrorServerBusy']);
    expect(ews.texts(read, 'Value')).toEqual(['5000', '5000']);
  });
});

describe('the Date header', () => {
  it('is as far from the server’s clock as it was told', async () => {
    const skewed = await ews.startTestExchange({ clockSkewMs: -600_000 });
    const { headers } = await ews.post(skewed, SYNC);
    await skewed.close();
    expect(Date.parse(String(headers.date)) - ews.NOW).toBe(-600_000);
  });
});
