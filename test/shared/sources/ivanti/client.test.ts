// Requests to the local Ivanti: base, sign-in, and trouble.
import { describe, expect, it } from 'vitest';
import type { IvantiRequest } from '../../../../shared/sources/ivanti/client.ts';
import { openParts } from './openParts.ts';

const LIST: IvantiRequest = { method: 'GET', path: '/api/odata/businessobject/frs_calendaritems', about: 'all' };

describe('the base address', () => {
  it.each(['both', 'root', 'heat'] as const)('is found where the tenant has %s', async (bases) => {
    const { client } = await openParts({ bases });
    expect(await client.ask(LIST)).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it('a page for people with 200 is no base', async () => {
    const { client, server } = await openParts({ bases: 'heat' });
    expect(await client.reach()).toEqual({ ok: true, value: `${server.url}/HEAT` });
  });

  it('may be given with /HEAT', async () => {
    const { client, server } = await openParts({}, { path: '/HEAT' });
    expect(await client.reach()).toEqual({ ok: true, value: `${server.url}/HEAT` });
  });

  it('that has no Ivanti is told as such, and is looked for again', async () => {
    const { client, server } = await openParts({ trouble: 'html' });
    expect(await client.ask(LIST)).toMatchObject({ failure: { code: 'source-answer-broken' } });
    server.behaviour.trouble = 'none';
    expect(await client.ask(LIST)).toMatchObject({ ok: true });
  });
});

describe('sign-in', () => {
  it('a wrong key is refused', async () => {
    const { client } = await openParts({}, { secret: 'wrong' });
    expect(await client.ask(LIST)).toMatchObject({ failure: { kind: 'denied', code: 'source-sign-in-refused' } });
  });

  const login = { tenant: 'local-ivanti.example', userName: 'calendar.sync', role: 'CalendarSync' };
  const password = 'the password of the local Ivanti';

  it('with a login, a session that ended is renewed once', async () => {
    const { client, clock, server } = await openParts({ sessionSeconds: 60 }, { login, secret: password });
    expect(await client.ask(LIST)).toMatchObject({ ok: true });
    clock.now += 120_000;
    expect(await client.ask(LIST)).toMatchObject({ ok: true });
    server.behaviour.sessionSeconds = 0;
    clock.now += 120_000;
    expect(await client.ask(LIST)).toMatchObject({ failure: { code: 'source-sign-in-refused' } });
  });

  it('a wrong login is refused, and tried anew later', async () => {
    const { client } = await openParts({}, { login, secret: 'wrong' });
    for (let i = 0; i < 2; i += 1) {
      expect(await client.ask(LIST)).toMatchObject({ failure: { kind: 'denied', detail: 'HTTP 400' } });
    }
  });
});

describe('trouble', () => {
  it('a pause is told with its end, and what a failure says is not', async () => {
    const { client, server, clock } = await openParts();
    await client.reach();
    server.behaviour.trouble = '429';
    server.behaviour.retryAfter = 'seconds';
    expect(await client.ask(LIST)).toMatchObject({ failure: { kind: 'throttled', retryAt: clock.now + 2000 } });
    server.behaviour.trouble = '500';
    const answer = await client.ask(LIST);
    expect(answer).toMatchObject({ failure: { kind: 'transient', detail: 'HTTP 500' } });
    expect(JSON.stringify(answer)).not.toContain('LEAKED');
  });

  it('metadata is XML, or nothing', async () => {
    const { client, server } = await openParts();
    expect(await client.metadata('Change')).toMatchObject({ ok: true, value: expect.stringContaining('Edmx') });
    server.behaviour.trouble = 'html';
    expect(await client.metadata('Change')).toMatchObject({ ok: false });
  });
});
