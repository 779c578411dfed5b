import { describe, expect, it } from 'vitest';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT, eventOf, onlyValueOf, removalOf } from '../../../contract/mailbox.ts';
import { eventWith } from '../../../world/planning.ts';
import { openLocalGraph, ZONE } from './localGraph.ts';
import { connectTo, json, MAILBOX, scriptedGraph } from './scriptedGraph.ts';

describe('removeItems', () => {
  it('an attendee’s copy goes to Deleted Items, and the organiser hears nothing of it', async () => {
    const { mailbox, owner, ids, exchange } = await openLocalGraph();
    const times = { start: '2026-12-01T07:00:00Z', end: '2026-12-01T08:00:00Z', zone: 'UTC' };
    const invitation = owner.receiveMeeting({ ...times, organizer: 'boss@example.com' });
    const item = onlyValueOf(await mailbox.read([await ids.toGraph(invitation.id)]));
    expect(await mailbox.remove([removalOf(item)])).toEqual([{ ok: true, value: undefined }]);
    expect(await mailbox.read([item.id])).toEqual([failed({ kind: 'gone' })]);
    expect(owner.list('deleteditems')).toHaveLength(1);
    expect(exchange.mail).toEqual([]);
  });

  it('an attendee’s copy is declined on the condition that it stands as it was read', async () => {
    const graph = await scriptedGraph(() => json(200, { responses: [{ id: '0', status: 412 }] }));
    const mailbox = createGraphMailbox(connectTo(graph), { address: MAILBOX, timeZone: ZONE });
    const meeting = { role: 'attendee', organiser: 'boss@example.com', attendees: [], cancelled: false } as const;
    const item = eventWith({ id: 'AAMk', version: 'W/"1"', meeting });
    expect(await mailbox.remove([removalOf(item)])).toEqual([failed({ kind: 'conflict' })]);
    const [{ requests } = { requests: [] }] = graph.asked.map(({ body }) => JSON.parse(body));
    expect(requests).toMatchObject([{ method: 'POST', headers: { 'If-Match': 'W/"1"' } }]);
    expect(requests[0].url).toMatch(/\/AAMk\/decline$/);
  });

  it('what a person edited after it was read stays', async () => {
    const { mailbox, person } = await openLocalGraph();
    const id = await person.create(EVENT);
    const before = onlyValueOf(await mailbox.read([id]));
    await person.edit(id, { title: 'By the person' });
    expect(await mailbox.remove([removalOf(before)])).toEqual([failed({ kind: 'conflict' })]);
    expect(eventOf(onlyValueOf(await mailbox.read([id]))).title).toBe('By the person');
  });
});
