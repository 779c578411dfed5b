import { describe, expect, it } from 'vitest';
import { translateIds } from '../../../../shared/exchange/graph/translateIds.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { openLocalGraph } from './localGraph.ts';
import { connectTo, json, MAILBOX, refusal, scriptedGraph } from './scriptedGraph.ts';

describe('translateIds', () => {
  it('goes over and back, in order, more than a thousand at once, and knows what means nothing', async () => {
    const { connection, person, owner } = await openLocalGraph();
    const graph = [await person.create(EVENT), await person.create(EVENT)];
    const ews = owner.list().map(({ id }) => id);
    const many = Array.from({ length: 600 }, () => ews).flat();
    const over = await translateIds(connection, { address: MAILBOX, ids: [...many, 'no id'], to: 'graph' });
    expect(over).toEqual({ ok: true, value: [...Array.from({ length: 600 }, () => graph).flat(), undefined] });
    expect(await translateIds(connection, { address: MAILBOX, ids: graph, to: 'ews' })).toEqual({
      ok: true,
      value: ews,
    });
  });

  it('asks nothing for no ids', async () => {
    const { connection, asked } = await openLocalGraph();
    expect(await translateIds(connection, { address: MAILBOX, ids: [], to: 'ews' })).toEqual({ ok: true, value: [] });
    expect(asked()).toBe(0);
  });

  it.each([
    [refusal(403, 'ErrorAccessDenied'), { kind: 'denied', code: 'mailbox-access-denied' }],
    [refusal(403, 'Authorization_RequestDenied'), { kind: 'denied', code: 'consent-role-missing' }],
    [json(200, { value: [{ targetId: 'x' }] }), { kind: 'transient', code: 'exchange-answer-broken' }],
  ])('fails where it is not allowed, or answered otherwise: %j', async (answer, failure) => {
    const scripted = await scriptedGraph(({ url }) => (url.endsWith('/translateExchangeIds') ? answer : undefined));
    const connection = connectTo(scripted);
    expect(await translateIds(connection, { address: MAILBOX, ids: ['a'], to: 'graph' })).toMatchObject({
      ok: false,
      failure,
    });
  });
});
