// Webhooks over HTTP: only a signature counts, and a call costs one message.
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Acme, configuredCompany } from '../world/product/acme.ts';
import { appAt, logged, send } from '../world/product/registered.ts';

const clock = { now: Date.UTC(2026, 10, 20) };
const app = appAt(() => clock.now);
let polled = vi.spyOn(app.queues, 'pollSource');
beforeEach(() => {
  vi.restoreAllMocks();
  polled = vi.spyOn(app.queues, 'pollSource');
  // The library that verifies reads the time by itself.
  vi.useFakeTimers({ now: clock.now, toFake: ['Date'] });
});
afterEach(() => void vi.useRealTimers());

const made = async (acme: Acme): Promise<string> =>
  String((await acme.call('POST', 'sources/planner/webhook', { body: {} })).body.secret);

interface Sending {
  readonly company: string;
  readonly secret: string;
  readonly body?: string;
  readonly id?: string;
  readonly at?: number;
}

function headersFor({ secret, body = '{}', id = 'msg_1', at = clock.now }: Omit<Sending, 'company'>) {
  const signature = new Webhook(secret).sign(id, new Date(at), body);
  return {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at / 1000)}`,
    'webhook-signature': signature,
  };
}
const hint = ({ company, ...sending }: Sending, source = 'planner') =>
  send('POST', `hooks/${company}/${source}`, { headers: headersFor(sending), text: sending.body ?? '{}' });

describe('POST hooks/{company}/{sourceId}', () => {
  it('costs one message, whatever it says', async () => {
    const acme = await configuredCompany();
    const { company } = acme;
    const secret = await made(acme);
    polled.mockClear();
    const bodies = ['{"recId":"A1"}', '{"data":{"entry":"e-1"}}', '', 'no JSON', '{"entry":"../x"}', '[1]'];
    for (const [index, body] of bodies.entries()) {
      expect((await hint({ company, secret, body, id: `msg_${index}` })).status).toBe(202);
    }
    const about = { company, source: 'planner' };
    expect(polled.mock.calls.map(([message]) => message)).toEqual([
      { ...about, entry: 'A1' },
      { ...about, entry: 'e-1' },
      about,
      about,
      about,
      about,
    ]);
  });

  it('a call that comes again costs nothing more', async () => {
    const acme = await configuredCompany();
    const secret = await made(acme);
    polled.mockClear();
    for (let i = 0; i < 3; i += 1) expect((await hint({ company: acme.company, secret })).status).toBe(202);
    expect(polled).toHaveBeenCalledTimes(1);
  });

  it('anything else gets the same answer, and no message', async () => {
    const [acme, other] = [await configuredCompany(), await configuredCompany()];
    const { company } = acme;
    const [secret, foreign] = [await made(acme), await made(other)];
    polled.mockClear();
    const good = { company, secret };
    const answers = [
      await hint({ ...good, secret: foreign }),
      await hint({ ...good, at: clock.now - 6 * 60_000 }),
      await hint({ ...good, at: clock.now + 6 * 60_000 }),
      await hint({ ...good, id: 'x'.repeat(200) }),
      await hint(good, 'other'),
      await hint({ ...good, company: 'nobody' }),
      await hint({ ...good, company: '..%2Fx' }),
      await send('POST', `hooks/${company}/planner`, { text: '{}' }),
      await send('POST', `hooks/${company}/planner`, { headers: headersFor(good), text: '{"changed":1}' }),
      await send('POST', `hooks/${company}/planner`, {
        headers: { ...headersFor(good), 'webhook-signature': 'v1' },
        text: '{}',
      }),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([401, 'webhook-not-trusted']);
    expect(polled).not.toHaveBeenCalled();
    expect(logged.join()).not.toContain('whsec_');
  });

  it('a body that is too long is not read to its end', async () => {
    const acme = await configuredCompany();
    const body = 'x'.repeat(10_000_000);
    const answer = await hint({ company: acme.company, secret: await made(acme), body });
    expect(answer).toMatchObject({ status: 413, body: { code: 'request-too-large' } });
  });

  it('a company that is stopped hears nothing', async () => {
    const acme = await configuredCompany();
    const secret = await made(acme);
    await acme.call('POST', 'synchronisation/disable');
    polled.mockClear();
    expect((await hint({ company: acme.company, secret })).body.code).toBe('synchronisation-disabled');
    expect(polled).not.toHaveBeenCalled();
  });
});

describe('sources/{sourceId}/webhook', () => {
  it('shows its address and no secret, and ends', async () => {
    const acme = await configuredCompany();
    const { call, company } = acme;
    const secret = await made(acme);
    const shown = await call('GET', 'sources/planner/webhook');
    expect(shown.body).toEqual({ path: `/api/hooks/${company}/planner`, madeAt: new Date(clock.now).toISOString() });
    expect((await call('DELETE', 'sources/planner/webhook')).status).toBe(204);
    expect((await call('GET', 'sources/planner/webhook')).status).toBe(404);
    expect((await hint({ company, secret })).status).toBe(401);
    const decisions = (await call('GET', 'audit')).body.items;
    expect(decisions).toMatchObject([{ what: 'webhookEnded', fields: ['planner'] }, { what: 'webhookMade' }, {}, {}]);
  });
});
