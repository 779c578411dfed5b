// The calendars of a mailbox, and the rights to open them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ADA, ask, BEN, events, meetingOn, READER, startGraph, tokenOf } from '../graphClient.ts';

describe('calendars', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());

  it('a calendar of its own has its own events', async () => {
    exchange.person(ADA).addCalendar('Project');
    const calendars = (await ask(exchange, `/users/${ADA}/calendars`)).body.value ?? [];
    expect(calendars.map(({ name, isDefaultCalendar }) => [name, isDefaultCalendar])).toContainEqual([
      'Project',
      false,
    ]);
    const id = calendars.find(({ name }) => name === 'Project')?.id;
    await ask(exchange, `/users/${ADA}/calendars/${id}/events`, { method: 'POST', body: meetingOn('2026-12-01') });
    expect((await ask(exchange, `/users/${ADA}/calendars/${id}/events`)).body.value).toHaveLength(1);
    expect((await ask(exchange, `/users/${ADA}/calendar/events`)).body.value).toEqual([]);
    expect((await ask(exchange, `/users/${ADA}/calendar?$select=id,name`)).body).toMatchObject({ name: 'Calendar' });
  });

  it('is open to a valid token with the role, in the mailboxes of its scope, and to nobody else', async () => {
    const reader = await tokenOf(exchange, READER);
    const codes = async (path: string, asking: Parameters<typeof ask>[2]) => {
      const { status, body } = await ask(exchange, path, asking);
      return [status, body.error?.code];
    };
    expect(await codes(events(), { token: null })).toEqual([401, 'InvalidAuthenticationToken']);
    expect(await codes(events(), { token: 'x.y.z' })).toEqual([401, 'InvalidAuthenticationToken']);
    expect((await ask(exchange, events(), { token: reader })).status).toBe(200);
    expect(await codes(events(), { token: reader, method: 'POST', body: meetingOn('2026-12-01') })).toEqual([
      403,
      'ErrorAccessDenied',
    ]);
    expect(await codes(events(BEN), { token: reader })).toEqual([403, 'ErrorAccessDenied']);
    expect(await codes(`/users/${ADA}`, { token: reader })).toEqual([403, 'Authorization_RequestDenied']);
    expect(await codes(events('nobody@example.com'), {})).toEqual([404, 'ErrorInvalidUser']);
    exchange.moveMailbox(BEN, 'elsewhere');
    expect(await codes(events(BEN), {})).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
  });

  it('a user is found by address and by object id', async () => {
    const { body } = await ask(exchange, `/users/${ADA}?$select=id,mail`);
    expect(body.mail).toBe(ADA);
    await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01') });
    expect((await ask(exchange, events(String(body.id)))).body.value).toHaveLength(1);
  });
});
