// The requests that the client builds, and how its errors and ours come apart. The network itself is tried in connection.test.ts.
import { describe, expect, it } from 'vitest';
import { askGraph } from '../../../../../shared/exchange/graph/http/client.ts';
import type { ClientRequest } from '../../../../../shared/net/client.ts';
import type { TransportResult } from '../../../../../shared/net/https.ts';

const GRAPH = 'https://graph.microsoft.com';

function answering(result: TransportResult) {
  const sent: ClientRequest[] = [];
  const send = async (request: ClientRequest): Promise<TransportResult> => {
    sent.push(request);
    return result;
  };
  return { send, sent };
}

const answer = (status: number, body: string): TransportResult => ({
  ok: true,
  answer: { status, headers: { 'content-type': 'application/json', date: 'today', 'retry-after': '5' }, body },
});

describe('askGraph', () => {
  it('builds the address of v1.0 with an escaped filter as it is, and hands the JSON over', async () => {
    const { send, sent } = answering(answer(200, '{"value":[]}'));
    const filter = "iCalUId eq 'a&b#ü'";
    const asked = await askGraph(GRAPH, send, (client) =>
      client.api('/users/a@b/events').filter(encodeURIComponent(filter)).top(5).get(),
    );
    expect(asked).toEqual({ ok: true, value: { value: [] }, date: 'today' });
    const url = sent[0]?.url;
    expect([url?.origin, url?.pathname]).toEqual([GRAPH, '/v1.0/users/a@b/events']);
    expect([url?.searchParams.get('$filter'), url?.searchParams.get('$top')]).toEqual([filter, '5']);
  });

  it("answers Graph's code, and a fault of the network as it is", async () => {
    const refused = answering(answer(403, '{"error":{"code":"ErrorAccessDenied","message":"-"}}'));
    expect(await askGraph(GRAPH, refused.send, (client) => client.api('/x').get())).toEqual({
      ok: false,
      status: 403,
      code: 'ErrorAccessDenied',
      retryAfter: '5',
    });
    const fault = { reason: 'timeout', code: 'TIMEOUT' } as const;
    const broken = answering({ ok: false, fault });
    expect(await askGraph(GRAPH, broken.send, (client) => client.api('/x').get())).toEqual({ ok: false, fault });
  });

  it('sends nothing to another host', async () => {
    const { send, sent } = answering(answer(200, '{}'));
    for (const url of ['https://graph.microsoft.com.evil.example/v1.0/x', 'https://evil.example/v1.0/x']) {
      expect(await askGraph(GRAPH, send, (client) => client.api(url).get())).toMatchObject({
        fault: { code: 'ANOTHER_HOST' },
      });
    }
    expect(sent).toEqual([]);
  });

  it('a mistake of ours is thrown, not taken for an answer', async () => {
    const { send } = answering(answer(200, '{}'));
    const mistake = () => Promise.reject(new TypeError('ours'));
    await expect(askGraph(GRAPH, send, mistake)).rejects.toThrow('ours');
  });
});
