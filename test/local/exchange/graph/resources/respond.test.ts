// Meetings over Graph: who is mailed, and how an attendee answers.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ADA, ask, BEN, events, meetingOn, startGraph } from '../graphClient.ts';

describe('respond', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());
  const create = async (body: object) => (await ask(exchange, events(), { method: 'POST', body })).body;

  it('attendees are mailed at creation, update and delete: there is no way not to', async () => {
    const attendees = [{ type: 'required', emailAddress: { address: BEN, name: 'Ben' } }];
    const made = await create(meetingOn('2026-12-01', { attendees }));
    expect(made.attendees).toMatchObject([
      { type: 'required', status: { response: 'none' }, emailAddress: { address: BEN, name: 'Ben' } },
    ]);
    await ask(exchange, `${events()}/${made.id}`, { method: 'PATCH', body: { subject: 'Plan' } });
    await ask(exchange, `${events()}/${made.id}`, { method: 'DELETE' });
    expect(exchange.mail.map(({ kind, to }) => [kind, to])).toEqual([
      ['invitation', [BEN]],
      ['update', [BEN]],
      ['cancellation', [BEN]],
    ]);
  });

  it("an attendee's copy shows whose it is, and is answered", async () => {
    const invitation = {
      subject: 'Board',
      start: '2026-12-01T09:00:00',
      end: '2026-12-01T10:00:00',
      organizer: 'boss@example.com',
    };
    exchange.person(ADA).receiveMeeting(invitation);
    const [copy] = (await ask(exchange, events())).body.value ?? [];
    expect(copy).toMatchObject({
      isOrganizer: false,
      organizer: { emailAddress: { address: 'boss@example.com' } },
      responseStatus: { response: 'notResponded' },
    });
    const accept = await ask(exchange, `${events()}/${copy?.id}/accept`, {
      method: 'POST',
      body: { sendResponse: false },
    });
    expect(accept.status).toBe(202);
    expect((await ask(exchange, `${events()}/${copy?.id}`)).body.responseStatus?.response).toBe('accepted');
    expect(exchange.mail).toEqual([]);
    expect((await ask(exchange, `${events()}/${copy?.id}/decline`, { method: 'POST' })).status).toBe(202);
    expect(exchange.mail.map(({ kind }) => kind)).toEqual(['response']);
    expect((await ask(exchange, events())).body.value).toEqual([]);
    const own = await create(meetingOn('2026-12-02'));
    expect((await ask(exchange, `${events()}/${own.id}/accept`, { method: 'POST' })).status).toBe(400);
  });
});
