import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../../../../shared/exchange/ews/http/transport.ts';
import { createAddressRule } from '../../../../../shared/net/address.ts';
import { answer, LOOPBACK, type ScriptedExchange, scriptedExchange } from '../scriptedExchange.ts';

function transportTo(server: ScriptedExchange) {
  const transport = createTransport({
    url: server.url,
    rule: createAddressRule(LOOPBACK),
    caCertificate: server.caCertificate,
    timeoutMs: 5_000,
    connectionsMax: 2,
    answerBytesMax: 1_000,
  });
  onTestFinished(() => transport.close());
  return transport;
}

describe('createTransport', () => {
  it('posts the text and gives status, headers and body', async () => {
    const server = await scriptedExchange(answer('<é/>', 500, { 'X-Answer': '2' }));
    const result = await transportTo(server).post('<ä/>', { 'X-Test': '1' });
    expect(result).toMatchObject({ ok: true, answer: { status: 500, headers: { 'x-answer': '2' }, body: '<é/>' } });
    expect(server.asked).toMatchObject([
      { method: 'POST', path: '/EWS/Exchange.asmx', body: '<ä/>', headers: { 'x-test': '1' } },
    ]);
  });

  it('a URL that is none of EWS is not called', async () => {
    const server = await scriptedExchange(answer('x'));
    const transport = transportTo({ ...server, url: server.url.replace('/EWS/', '/owa/') });
    expect(await transport.post('', {})).toMatchObject({ fault: { reason: 'address' } });
    expect(server.asked).toEqual([]);
  });

  it('closing ends a request under way', async () => {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await scriptedExchange(() => arrived());
    const transport = transportTo(server);
    const result = transport.post('', {});
    await arrival;
    transport.close();
    expect(await result).toEqual({ ok: false, fault: { reason: 'unreachable', code: 'CLOSED' } });
  });
});
